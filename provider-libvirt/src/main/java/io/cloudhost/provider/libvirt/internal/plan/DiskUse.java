package io.cloudhost.provider.libvirt.internal.plan;

import java.util.Optional;
import java.util.Set;

/** Tell what a domain does with one of its disks, as far as its clones are concerned. */
sealed interface DiskUse {

    /** There is nothing in the drive. */
    record Empty() implements DiskUse {}

    /** It is only read. */
    record Read() implements DiskUse {}

    /**
     * It is written, and an overlay can take the writes.
     *
     * @param disk the disk
     */
    record Written(BaseDisk disk) implements DiskUse {}

    /**
     * It is a device of the hypervisor's machine.
     *
     * @param reason why only one domain can have it
     */
    record Owned(String reason) implements DiskUse {}

    /**
     * No clone can have it.
     *
     * @param reason why
     * @param remedy what to do
     */
    record Unusable(String reason, String remedy) implements DiskUse {}

    /** Types of disks that take a device of the hypervisor's machine for themselves. */
    Set<String> DEVICES = Set.of("nvme", "vhostuser", "vhostvdpa");

    /** Tells what a {@code <disk>} is used for. */
    static DiskUse of(XmlElement disk) {
        String type = disk.attribute("type").orElse("file");
        if (DEVICES.contains(type)) {
            return new Owned("a disk of type '" + type + "' is a device, which has one owner");
        }
        if (device(disk).equals("lun")) {
            return new Owned("SCSI commands reach the device itself, past any overlay");
        }
        Optional<XmlElement> source = disk.child("source");
        if (source.isEmpty() || !hasMedium(type, source.get())) {
            return new Empty();
        }
        if (device(disk).equals("cdrom") || disk.child("readonly").isPresent()) {
            return new Read();
        }
        return written(disk, type, source.get());
    }

    /** Returns what kind of drive it is, e.g. {@code cdrom}. */
    static String device(XmlElement disk) {
        return disk.attribute("device").orElse("disk");
    }

    private static DiskUse written(XmlElement disk, String type, XmlElement source) {
        if (disk.child("shareable").isPresent()) {
            return new Unusable("shareable and writable: several machines expect to write it", "make it <readonly/>");
        }
        if (disk.child("encryption").isPresent() || source.child("encryption").isPresent()) {
            return new Unusable(
                    "encrypted: its overlay would hold plain text", "use a base whose disk is not encrypted by QEMU");
        }
        if (source.child("slices").isPresent()) {
            return new Unusable(
                    "only a slice of its source, which an overlay cannot be put on",
                    "copy the slice to a volume of its own");
        }
        if (type.equals("dir")) {
            return new Unusable("a folder, which the clone would write to", "make it <readonly/>");
        }
        Optional<BaseDisk.Source> found = source(type, source);
        if (found.isEmpty()) {
            return new Unusable(
                    type.equals("volume")
                            ? "its source names no volume"
                            : "of type '" + type + "', which libvirt puts no overlay on",
                    "use a base whose disks are files, block devices or volumes of a storage pool");
        }
        if (!found.get().isWhole()) {
            return new Unusable("'" + found.get() + "' is no absolute path", "name it by its absolute path");
        }
        String format =
                disk.child("driver").flatMap(driver -> driver.attribute("type")).orElse("raw");
        if (!BaseDisk.FORMATS.contains(format)) {
            return new Unusable(
                    "of format '" + format + "', which libvirt puts no overlay on",
                    "convert it: qemu-img convert -O qcow2");
        }
        String target =
                disk.child("target").flatMap(child -> child.attribute("dev")).orElse("");
        return new Written(new BaseDisk(target, found.get(), format));
    }

    private static boolean hasMedium(String type, XmlElement source) {
        return switch (type) {
            case "file" -> source.attribute("file").isPresent();
            case "block" -> source.attribute("dev").isPresent();
            case "dir" -> source.attribute("dir").isPresent();
            default -> true;
        };
    }

    private static Optional<BaseDisk.Source> source(String type, XmlElement source) {
        return switch (type) {
            case "file" -> source.attribute("file").map(BaseDisk.FileSource::new);
            case "block" -> source.attribute("dev").map(BaseDisk.BlockSource::new);
            case "volume" ->
                source.attribute("pool")
                        .flatMap(pool ->
                                source.attribute("volume").map(volume -> new BaseDisk.VolumeSource(pool, volume)));
            default -> Optional.empty();
        };
    }
}
