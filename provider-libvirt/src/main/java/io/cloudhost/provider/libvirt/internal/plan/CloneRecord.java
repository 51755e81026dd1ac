package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.Owner;
import java.time.DateTimeException;
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
 * @param label the label that the clone was made for
 * @param base the base domain's name
 * @param owner who made it
 * @param lifetime how long it is meant to live
 * @param created when it was made
 * @param volumes the volumes that are the clone's own
 * @param address the address that was found for it, if one was yet
 */
public record CloneRecord(
        String label,
        String base,
        Owner owner,
        Lifetime lifetime,
        Instant created,
        List<VolumeName> volumes,
        Optional<String> address) {

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

    /** Copy the volumes. */
    public CloneRecord {
        volumes = List.copyOf(volumes);
    }

    /**
     * Return the record with the address.
     *
     * @param found the address
     * @return the record
     */
    public CloneRecord withAddress(String found) {
        return new CloneRecord(label, base, owner, lifetime, created, volumes, Optional.of(found));
    }

    CloneRecord withVolumes(List<Overlay> overlays) {
        List<VolumeName> names = overlays.stream()
                .map(overlay -> new VolumeName(overlay.pool(), overlay.name()))
                .toList();
        return new CloneRecord(label, base, owner, lifetime, created, names, address);
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
     * @return the record, or empty where the domain is not a clone of ours
     * @throws IllegalArgumentException when there is a record that cannot be understood
     */
    public static Optional<CloneRecord> of(XmlElement domain) {
        return domain.child("metadata")
                .flatMap(metadata -> metadata.children().stream()
                        .filter(CloneRecord::isRecord)
                        .findFirst()
                        .map(CloneRecord::read));
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

    private XmlElement fill(XmlElement clone) {
        clone.setAttribute("label", label);
        clone.setAttribute("base", base);
        clone.setAttribute("created", created.toString());
        clone.setAttribute("lifetime", lifetime.toString());
        address.ifPresent(value -> clone.setAttribute("address", value));
        XmlElement ownerElement = clone.append("owner");
        ownerElement.setAttribute("session", owner.session().toString());
        ownerElement.setAttribute("user", owner.user());
        ownerElement.setAttribute("machine", owner.machine());
        ownerElement.setAttribute("process", Long.toString(owner.process()));
        for (VolumeName volume : volumes) {
            XmlElement volumeElement = clone.append("volume");
            volumeElement.setAttribute("pool", volume.pool());
            volumeElement.setAttribute("name", volume.name());
        }
        return clone;
    }

    private static CloneRecord read(XmlElement clone) {
        try {
            XmlElement owner =
                    parts(clone, "owner").findFirst().orElseThrow(() -> new IllegalArgumentException("no owner"));
            List<VolumeName> volumes = parts(clone, "volume")
                    .map(volume -> new VolumeName(required(volume, "pool"), required(volume, "name")))
                    .toList();
            return new CloneRecord(
                    required(clone, "label"),
                    required(clone, "base"),
                    new Owner(
                            UUID.fromString(required(owner, "session")),
                            required(owner, "user"),
                            required(owner, "machine"),
                            Long.parseLong(required(owner, "process"))),
                    Lifetime.valueOf(required(clone, "lifetime").toUpperCase(Locale.ROOT)),
                    Instant.parse(required(clone, "created")),
                    volumes,
                    clone.attribute("address"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("the cloudhost metadata cannot be understood: " + e.getMessage(), e);
        }
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
