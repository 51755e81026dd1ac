package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Say what a clone will be.
 *
 * @param name the clone's name
 * @param uuid the clone's UUID
 * @param base the base domain's name
 * @param decisions what happens to each element of the base
 * @param volumes the volumes to create
 * @param interfaces the clone's network interfaces, in the base's order
 * @param writableFolders the folders of the hypervisor that the guest can write to
 * @param varstore the firmware variables that the clone begins with a copy of
 * @param record what the clone's metadata says of it
 * @param xml the clone's domain XML
 */
public record ClonePlan(
        String name,
        UUID uuid,
        String base,
        List<HostPlan.Decision> decisions,
        List<CloneVolume> volumes,
        List<CloneInterface> interfaces,
        List<WritableFolder> writableFolders,
        Optional<CopiedVarstore> varstore,
        CloneRecord record,
        String xml) {

    /** Copy the lists. */
    public ClonePlan {
        decisions = List.copyOf(decisions);
        volumes = List.copyOf(volumes);
        interfaces = List.copyOf(interfaces);
        writableFolders = List.copyOf(writableFolders);
    }

    /**
     * Return the plan with more refusals, each in place of what was decided on its element before.
     *
     * @param refusals what else is refused; may be empty
     * @return the plan
     */
    public ClonePlan refusing(List<HostPlan.Decision> refusals) {
        Set<String> refused = refusals.stream().map(HostPlan.Decision::element).collect(Collectors.toSet());
        List<HostPlan.Decision> all = Stream.concat(
                        decisions.stream().filter(decision -> !refused.contains(decision.element())), refusals.stream())
                .toList();
        return new ClonePlan(name, uuid, base, all, volumes, interfaces, writableFolders, varstore, record, xml);
    }

    /**
     * Return the clone's XML for a base that turns out to have no firmware variables yet: the clone begins with the
     * template's.
     *
     * @return the XML
     * @throws IllegalStateException when the clone copies none
     */
    public String xmlWithFreshVarstore() {
        XmlElement os = varstore.orElseThrow(IllegalStateException::new).withoutCopy();
        XmlElement domain = XmlElement.parse(xml);
        domain.child("os").ifPresent(copying -> copying.replaceWith(os));
        return domain.toXml();
    }

    /**
     * Return the plan with the base's fingerprints in the clone's record.
     *
     * @param fingerprints what the base's disks hold
     * @return the plan
     */
    public ClonePlan withFingerprints(List<DiskFingerprint> fingerprints) {
        return withRecord(record.withFingerprints(fingerprints));
    }

    /**
     * Return the plan with another record of the same clone.
     *
     * @param other what the clone's metadata is to say of it
     * @return the plan
     */
    public ClonePlan withRecord(CloneRecord other) {
        XmlElement domain = XmlElement.parse(xml);
        other.writeTo(domain);
        return new ClonePlan(
                name, uuid, base, decisions, volumes, interfaces, writableFolders, varstore, other, domain.toXml());
    }

    /**
     * Return a description without the XML, which may have secrets in it.
     *
     * @return the names of base and clone, and the decisions
     */
    @Override
    public String toString() {
        return name + " from " + base + ": " + decisions;
    }

    /**
     * Return the plan in the terms of the port.
     *
     * @return the same plan
     */
    public HostPlan toHostPlan() {
        return new HostPlan(name, base, decisions, xml);
    }
}
