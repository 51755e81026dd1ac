package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.Expiry;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProcessMark;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Hold what a clone's domain says of itself in its metadata: enough to recognise it, and to remove all that belongs to
 * it, with no other knowledge.
 *
 * @param uuid the UUID of the domain that the record is about; in the metadata of another one, which was copied from
 *     that domain, it says nothing
 * @param provenance what the clone was made from, by whom and for what
 * @param volumes the volumes that are the clone's own
 * @param address the address that was found for it, if one was yet
 * @param fingerprints what the base's disks held when the clone was made; empty where nobody asked to verify them
 * @param expiry until when the owner vouches for the clone; empty where it is to stay, and in records of versions that did
 *     not say so
 * @param ending whether somebody has begun to remove it
 */
public record CloneRecord(
        UUID uuid,
        Provenance provenance,
        List<VolumeName> volumes,
        Optional<Address> address,
        List<DiskFingerprint> fingerprints,
        Optional<Expiry> expiry,
        boolean ending) {

    /** The XML namespace of the metadata. */
    public static final String NAMESPACE = "https://cloudhost.io/xmlns/libvirt/clone/1";

    /** The prefix that libvirt writes for it. */
    public static final String PREFIX = "cloudhost";

    private static final String ELEMENT = "clone";

    /**
     * Name a volume.
     *
     * @param pool its storage pool
     * @param name its name
     */
    public record VolumeName(String pool, String name) {}

    /**
     * Say where the clone is found.
     *
     * @param value its IP address
     * @param mac the network interface that was looked for; empty where the strategy needed none
     */
    public record Address(InetAddress value, Optional<MacAddress> mac) {}

    /** Copy the lists. */
    public CloneRecord {
        volumes = List.copyOf(volumes);
        fingerprints = List.copyOf(fingerprints);
    }

    /**
     * Return the record with the address.
     *
     * @param found where the clone is found
     * @return the record
     */
    public CloneRecord withAddress(Address found) {
        return new CloneRecord(uuid, provenance, volumes, Optional.of(found), fingerprints, expiry, ending);
    }

    /**
     * Return the record with the fingerprints.
     *
     * @param taken what the base's disks hold
     * @return the record
     */
    public CloneRecord withFingerprints(List<DiskFingerprint> taken) {
        return new CloneRecord(uuid, provenance, volumes, address, taken, expiry, ending);
    }

    /**
     * Return the record of a clone that belongs to its process, which vouches for it.
     *
     * @param until until when
     * @return the record
     */
    public CloneRecord vouchedFor(Expiry until) {
        return new CloneRecord(
                uuid,
                provenance.withLifetime(Lifetime.SESSION),
                volumes,
                address,
                fingerprints,
                Optional.of(until),
                ending);
    }

    /**
     * Return the record of a clone that is to stay, whatever becomes of its process.
     *
     * @return the record
     */
    public CloneRecord detached() {
        return new CloneRecord(
                uuid,
                provenance.withLifetime(Lifetime.DETACHED),
                volumes,
                address,
                fingerprints,
                Optional.empty(),
                ending);
    }

    /**
     * Return the record of a clone that somebody has begun to remove.
     *
     * @return the record
     */
    public CloneRecord removing() {
        return new CloneRecord(uuid, provenance, volumes, address, fingerprints, expiry, true);
    }

    static CloneRecord of(CloneIdentity identity, Provenance provenance, List<CloneVolume> volumes) {
        List<VolumeName> names = volumes.stream()
                .map(volume -> new VolumeName(volume.pool(), volume.name()))
                .toList();
        return new CloneRecord(
                identity.uuid(), provenance, names, Optional.empty(), List.of(), Optional.empty(), false);
    }

    /**
     * Return the record as libvirt's metadata call wants it: without a namespace, which the call adds.
     *
     * @return the XML
     */
    public String toXml() {
        return fill(XmlElement.parse("<" + ELEMENT + "/>")).toXml();
    }

    /**
     * Find the record of a domain.
     *
     * @param domain the domain's XML
     * @return the record, or empty where the domain is not a clone of ours: it has none, or that of another domain, as
     *     tools leave it that copy a domain with its metadata
     * @throws IllegalArgumentException when there is a record that cannot be understood
     */
    public static Optional<CloneRecord> of(XmlElement domain) {
        String bearer = domain.child("uuid").flatMap(XmlElement::text).orElse("");
        return domain.child("metadata")
                .flatMap(metadata -> metadata.children().stream()
                        .filter(CloneRecord::isRecord)
                        .findFirst())
                .map(CloneRecord::read)
                .filter(record -> record.uuid().toString().equalsIgnoreCase(bearer));
    }

    /** Puts the record in place of one that the base may have, beside whatever else the base's metadata holds. */
    void writeTo(XmlElement domain) {
        XmlElement metadata = domain.childOrNew("metadata");
        metadata.children().stream().filter(CloneRecord::isRecord).forEach(XmlElement::remove);
        metadata.append(
                fill(XmlElement.parse("<" + PREFIX + ":" + ELEMENT + " xmlns:" + PREFIX + "='" + NAMESPACE + "'/>")));
    }

    private static boolean isRecord(XmlElement element) {
        return element.namespace().equals(NAMESPACE) && element.name().equals(ELEMENT);
    }

    private XmlElement fill(XmlElement element) {
        Owner owner = provenance.owner();
        element.setAttribute("uuid", uuid.toString());
        element.setAttribute("label", provenance.label());
        element.setAttribute("base", provenance.base());
        element.setAttribute("created", provenance.created().toString());
        element.setAttribute("lifetime", provenance.lifetime().toString());
        expiry.ifPresent(until -> {
            element.setAttribute("expiry", until.time().toString());
            element.setAttribute("renewal", until.renewal().toString());
        });
        if (ending) {
            element.setAttribute("ending", "true");
        }
        address.ifPresent(found -> {
            element.setAttribute("address", IpLiteral.format(found.value()));
            found.mac().ifPresent(mac -> element.setAttribute("mac", mac.toString()));
        });
        XmlElement ownerElement = element.append("owner");
        ownerElement.setAttribute("session", owner.session().toString());
        ownerElement.setAttribute("user", owner.user());
        ownerElement.setAttribute("machine", owner.machine());
        ownerElement.setAttribute("process", Long.toString(owner.process()));
        owner.started().ifPresent(started -> ownerElement.setAttribute("started", started.toString()));
        owner.mark().ifPresent(mark -> {
            ownerElement.setAttribute("boot", mark.boot());
            ownerElement.setAttribute("namespace", mark.namespace());
            ownerElement.setAttribute("start", Long.toString(mark.start()));
        });
        for (VolumeName volume : volumes) {
            XmlElement volumeElement = element.append("volume");
            volumeElement.setAttribute("pool", volume.pool());
            volumeElement.setAttribute("name", volume.name());
        }
        for (DiskFingerprint fingerprint : fingerprints) {
            XmlElement fingerprintElement = element.append("fingerprint");
            fingerprintElement.setAttribute("target", fingerprint.target());
            fingerprintElement.setAttribute("path", fingerprint.path());
            fingerprintElement.setAttribute("sha256", fingerprint.sha256());
        }
        return element;
    }

    private static CloneRecord read(XmlElement element) {
        try {
            XmlElement owner =
                    parts(element, "owner").findFirst().orElseThrow(() -> new IllegalArgumentException("no owner"));
            List<VolumeName> volumes = parts(element, "volume")
                    .map(volume -> new VolumeName(required(volume, "pool"), required(volume, "name")))
                    .toList();
            List<DiskFingerprint> fingerprints = parts(element, "fingerprint")
                    .map(disk -> new DiskFingerprint(
                            required(disk, "target"), required(disk, "path"), required(disk, "sha256")))
                    .toList();
            Provenance provenance = new Provenance(
                    required(element, "label"),
                    required(element, "base"),
                    owner(owner),
                    Lifetime.valueOf(required(element, "lifetime").toUpperCase(Locale.ROOT)),
                    Instant.parse(required(element, "created")));
            UUID uuid = UUID.fromString(required(element, "uuid"));
            Optional<MacAddress> mac = element.attribute("mac").map(MacAddress::new);
            Optional<Address> address = element.attribute("address").map(literal -> new Address(address(literal), mac));
            Optional<Expiry> expiry = element.attribute("expiry")
                    .map(time -> new Expiry(Instant.parse(time), Duration.parse(required(element, "renewal"))));
            boolean ending = element.attribute("ending").isPresent();
            return new CloneRecord(uuid, provenance, volumes, address, fingerprints, expiry, ending);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("the cloudhost metadata cannot be understood: " + e.getMessage(), e);
        }
    }

    private static Owner owner(XmlElement owner) {
        Optional<ProcessMark> mark = owner.attribute("boot")
                .map(boot ->
                        new ProcessMark(boot, required(owner, "namespace"), Long.parseLong(required(owner, "start"))));
        return new Owner(
                UUID.fromString(required(owner, "session")),
                required(owner, "user"),
                required(owner, "machine"),
                Long.parseLong(required(owner, "process")),
                owner.attribute("started").map(Instant::parse),
                mark);
    }

    private static InetAddress address(String literal) {
        return IpLiteral.parse(literal)
                .orElseThrow(() -> new IllegalArgumentException("not an IP address: " + literal));
    }

    /** Libvirt may have put the namespace of the record on what is in it. */
    private static Stream<XmlElement> parts(XmlElement clone, String name) {
        return clone.children().stream().filter(child -> child.name().equals(name));
    }

    private static String required(XmlElement element, String attribute) {
        return element.attribute(attribute)
                .orElseThrow(() -> new IllegalArgumentException("<" + element.name() + "> has no '" + attribute + "'"));
    }
}
