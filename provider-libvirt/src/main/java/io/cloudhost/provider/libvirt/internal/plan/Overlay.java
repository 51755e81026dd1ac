package io.cloudhost.provider.libvirt.internal.plan;

import java.util.Optional;

/**
 * Describe an overlay that a clone's disk is: a qcow2 volume that takes the writes, over the base's data.
 *
 * @param target the device's name in the domain, e.g. {@code vda}
 * @param pool the storage pool
 * @param name the volume's name
 * @param path the volume's path on the hypervisor
 * @param backingPath the path of the base's data
 * @param backingFormat the format of that data; always stated, since a guessed one lets a guest that writes a header into
 *     a raw disk read other files of the hypervisor
 * @param capacity the size as the guest sees it, in bytes; where it is empty, the size of the base's data
 */
public record Overlay(
        String target,
        String pool,
        String name,
        String path,
        String backingPath,
        String backingFormat,
        Optional<Long> capacity)
        implements CloneVolume {

    /** What every overlay is. */
    static final String FORMAT = "qcow2";

    static Overlay of(BaseDisk disk, StorageSurvey.Located place, String cloneName) {
        String name = cloneName + "-" + disk.target() + "." + FORMAT;
        return new Overlay(
                disk.target(),
                place.folder().pool(),
                name,
                place.folder().pathOf(name),
                place.backingPath(),
                disk.format(),
                place.capacity());
    }

    @Override
    public String toVolumeXml() {
        XmlElement volume = XmlElement.parse("<volume/>");
        volume.append("name").setText(name);
        capacity.ifPresent(bytes -> {
            XmlElement size = volume.append("capacity");
            size.setAttribute("unit", "bytes");
            size.setText(Long.toString(bytes));
        });
        // Without it, drivers may reserve the whole capacity.
        volume.append("allocation").setText("0");
        volume.append("target").append("format").setAttribute("type", FORMAT);
        XmlElement backing = volume.append("backingStore");
        backing.append("path").setText(backingPath);
        backing.append("format").setAttribute("type", backingFormat);
        return volume.toXml();
    }
}
