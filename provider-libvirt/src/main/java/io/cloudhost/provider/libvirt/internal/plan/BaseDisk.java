package io.cloudhost.provider.libvirt.internal.plan;

/**
 * Describe a disk of a base domain that a clone needs an overlay of.
 *
 * @param target the device's name in the domain, e.g. {@code vda}
 * @param source where the base's data is
 * @param format the format of that data as the base's XML states it, {@code qcow2} or {@code raw}
 */
public record BaseDisk(String target, Source source, String format) {

    /** Say where a disk's data is. */
    public sealed interface Source {}

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
     * Name a volume.
     *
     * @param pool its storage pool
     * @param volume its name
     */
    public record VolumeSource(String pool, String volume) implements Source {

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
}
