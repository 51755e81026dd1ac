package io.cloudhost.provider.libvirt.internal.plan;

import java.util.Locale;
import java.util.Optional;

/**
 * Ask for a folder of the hypervisor's machine in the guest.
 *
 * @param target the tag that the guest mounts it by
 * @param hostPath the folder
 * @param readOnly whether the guest may only read it
 * @param driver how the guest gets at it
 * @param accessMode whose files the guest's are on the hypervisor's machine
 * @param multidevs what becomes of files below it that are on other devices
 * @param fmode the mode of new files, in octal digits, e.g. {@code 0640}; empty for QEMU's own
 * @param dmode the mode of new folders, likewise
 * @param seen whether somebody has seen that it is there; false where it cannot be seen from here
 */
public record FolderMapping(
        String target,
        String hostPath,
        boolean readOnly,
        Driver driver,
        AccessMode accessMode,
        Multidevs multidevs,
        Optional<String> fmode,
        Optional<String> dmode,
        boolean seen) {

    /**
     * Return the mapping of a folder that has been seen.
     *
     * @return the same mapping otherwise
     */
    public FolderMapping asSeen() {
        return new FolderMapping(target, hostPath, readOnly, driver, accessMode, multidevs, fmode, dmode, true);
    }

    /** Name the ways in which a guest gets at a folder, as libvirt's documentation of {@code filesystem} has them. */
    public enum Driver {
        /** The 9p protocol over virtio, spoken by QEMU itself. */
        NINE_P("9p", "path", 31),
        /** A daemon beside QEMU, which reads the guest's memory. */
        VIRTIOFS("virtiofs", "virtiofs", 36);

        private final String word;
        private final String libvirtType;
        private final int longestTarget;

        Driver(String word, String libvirtType, int longestTarget) {
            this.word = word;
            this.libvirtType = libvirtType;
            this.longestTarget = longestTarget;
        }

        /**
         * Return what libvirt calls it.
         *
         * @return the type of the element {@code driver}
         */
        public String libvirtType() {
            return libvirtType;
        }

        /**
         * Return how long QEMU lets a tag be.
         *
         * @return the length in bytes
         */
        public int longestTarget() {
            return longestTarget;
        }

        /**
         * Return what users call it.
         *
         * @return {@code 9p} or {@code virtiofs}
         */
        @Override
        public String toString() {
            return word;
        }
    }

    /** Name whose files the guest's are on the hypervisor's machine: libvirt's access modes. */
    public enum AccessMode {
        /** Those of the guest's users, as far as QEMU may. */
        PASSTHROUGH,
        /** QEMU's, with the guest's users in extended attributes. */
        MAPPED,
        /** As with {@link #PASSTHROUGH}, but what QEMU may not do is left undone in silence. */
        SQUASH;

        /**
         * Return what libvirt and users call it.
         *
         * @return e.g. {@code mapped}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Name what becomes of files below a folder that are on other devices and may have the same numbers. */
    public enum Multidevs {
        /** QEMU decides. */
        DEFAULT,
        /** They get other numbers. */
        REMAP,
        /** The guest gets an error. */
        FORBID,
        /** QEMU warns in its log. */
        WARN;

        /**
         * Return what libvirt and users call it.
         *
         * @return e.g. {@code remap}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
