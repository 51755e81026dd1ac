package io.cloudhost.provider.libvirt.internal.plan;

/**
 * Describe a file that a clone's hypervisor writes to, such as the log of a serial port. It is a volume, since libvirt can
 * remove volumes, also on a hypervisor that is far away.
 *
 * @param pool the storage pool
 * @param name the volume's name
 * @param path the file's path on the hypervisor
 */
public record OutputFile(String pool, String name, String path) implements CloneVolume {

    /**
     * Tell whether a clone's volume is such a file.
     *
     * @param volume a volume that a clone's record names
     * @return whether it is
     */
    public static boolean is(CloneRecord.VolumeName volume) {
        return !volume.name().endsWith("." + Overlay.FORMAT);
    }

    @Override
    public String toVolumeXml() {
        XmlElement volume = XmlElement.parse("<volume/>");
        volume.append("name").setText(name);
        volume.append("capacity").setText("0");
        volume.append("target").append("format").setAttribute("type", "raw");
        return volume.toXml();
    }
}
