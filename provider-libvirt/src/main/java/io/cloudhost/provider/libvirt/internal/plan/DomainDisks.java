package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.provider.libvirt.internal.plan.CloneRecord.VolumeName;
import java.util.List;
import java.util.stream.Stream;

/**
 * Name what the disks of a running domain are written to. What lies below an overlay is only read, unless a copy back into
 * it is on its way.
 *
 * @param paths files and block devices
 * @param volumes volumes of storage pools
 */
public record DomainDisks(List<String> paths, List<VolumeName> volumes) {

    /**
     * Find the disks that a domain writes to.
     *
     * @param domain the domain's live XML
     * @return the disks
     */
    public static DomainDisks writtenBy(XmlElement domain) {
        List<XmlElement> disks = domain.children("devices")
                .flatMap(devices -> devices.children("disk"))
                .filter(disk -> disk.child("readonly").isEmpty())
                .filter(disk -> !DiskUse.device(disk).equals("cdrom"))
                .toList();
        List<XmlElement> sources = disks.stream()
                .flatMap(disk -> Stream.concat(Stream.of(disk), disk.children("mirror")))
                .flatMap(disk -> disk.children("source"))
                .toList();
        return new DomainDisks(
                sources.stream()
                        .flatMap(source -> source.attribute("file").or(() -> source.attribute("dev")).stream())
                        .toList(),
                sources.stream()
                        .flatMap(source -> source.attribute("pool").stream()
                                .flatMap(pool -> source.attribute("volume").stream()
                                        .map(volume -> new VolumeName(pool, volume))))
                        .toList());
    }
}
