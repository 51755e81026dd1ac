package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan;
import java.util.List;
import java.util.UUID;

/**
 * Say what a clone will be.
 *
 * @param name the clone's name
 * @param uuid the clone's UUID
 * @param base the base domain's name
 * @param decisions what happens to each element of the base
 * @param overlays the volumes to create
 * @param interfaces the clone's network interfaces, in the base's order
 * @param record what the clone's metadata says of it
 * @param xml the clone's domain XML
 */
public record ClonePlan(
        String name,
        UUID uuid,
        String base,
        List<HostPlan.Decision> decisions,
        List<Overlay> overlays,
        List<CloneInterface> interfaces,
        CloneRecord record,
        String xml) {

    /** Copy the lists. */
    public ClonePlan {
        decisions = List.copyOf(decisions);
        overlays = List.copyOf(overlays);
        interfaces = List.copyOf(interfaces);
    }

    /**
     * Return the plan with the base's fingerprints in the clone's record.
     *
     * @param fingerprints what the base's disks hold
     * @return the plan
     */
    public ClonePlan withFingerprints(List<DiskFingerprint> fingerprints) {
        CloneRecord fuller = record.withFingerprints(fingerprints);
        XmlElement domain = XmlElement.parse(xml);
        fuller.writeTo(domain);
        return new ClonePlan(name, uuid, base, decisions, overlays, interfaces, fuller, domain.toXml());
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
