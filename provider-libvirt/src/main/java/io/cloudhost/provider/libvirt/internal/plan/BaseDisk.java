package io.cloudhost.provider.libvirt.internal.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Describe a disk of a base domain that a clone needs an overlay of.
 *
 * @param target the device's name in the domain, e.g. {@code vda}
 * @param source where the base's data is
 * @param format the format of that data as the base's XML states it, {@code qcow2} or {@code raw}
 */
public record BaseDisk(String target, Source source, String format) {

    /** The types of disks whose data libvirt can read through storage pools. */
    private static final Set<String> DATA = Set.of("file", "block", "volume");

    /** What comes and goes, and is nobody's own as long as nobody writes it. */
    private static final Set<String> MEDIA = Set.of("cdrom", "floppy");

    /** The formats that QEMU can read below an overlay and libvirt finds the backing files of. */
    public static final Set<String> FORMATS = Set.of("qcow2", "raw");

    /** Say where a disk's data is. */
    public sealed interface Source {

        /**
         * Tell whether it means the same wherever it is read.
         *
         * @return false for a path that is not absolute
         */
        default boolean isWhole() {
            return toString().startsWith("/");
        }
    }

    /**
     * Name a file.
     *
     * @param path its path on the hypervisor
     */
    public record FileSource(String path) implements Source {

        /**
         * Return the file for people.
         *
         * @return its path
         */
        @Override
        public String toString() {
            return path;
        }
    }

    /**
     * Name a block device, such as a logical volume.
     *
     * @param path its path on the hypervisor
     */
    public record BlockSource(String path) implements Source {

        /**
         * Return the device for people.
         *
         * @return its path
         */
        @Override
        public String toString() {
            return path;
        }
    }

    /**
     * Name a volume.
     *
     * @param pool its storage pool
     * @param volume its name
     */
    public record VolumeSource(String pool, String volume) implements Source {

        @Override
        public boolean isWhole() {
            return true;
        }

        /**
         * Return the volume for people.
         *
         * @return its pool and name
         */
        @Override
        public String toString() {
            return "volume '" + volume + "' of pool '" + pool + "'";
        }
    }

    /**
     * Find the disks of a domain that a clone needs overlays of.
     *
     * @param domain the domain's XML
     * @return the disks, in the domain's order
     */
    public static List<BaseDisk> allOf(XmlElement domain) {
        return domain.children("devices")
                .flatMap(devices -> devices.children("disk"))
                .map(DiskUse::of)
                .flatMap(use -> use instanceof DiskUse.Written written
                        ? Optional.of(written.disk()).stream()
                        : Optional.<BaseDisk>empty().stream())
                .toList();
    }

    /**
     * Find the disks of a domain whose data is its own: those that a clone needs overlays of, and those that are only read,
     * except for media and what no hypervisor has as a file, block device or volume.
     *
     * @param domain the domain's XML
     * @return the elements of the disks, in the domain's order
     */
    public static List<XmlElement> withOwnData(XmlElement domain) {
        return domain.children("devices")
                .flatMap(devices -> devices.children("disk"))
                .filter(BaseDisk::hasOwnData)
                .toList();
    }

    private static boolean hasOwnData(XmlElement disk) {
        DiskUse use = DiskUse.of(disk);
        return use instanceof DiskUse.Written
                || (use instanceof DiskUse.Read
                        && DATA.contains(disk.attribute("type").orElse("file"))
                        && !MEDIA.contains(DiskUse.device(disk)));
    }
}
