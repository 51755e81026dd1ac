package io.cloudhost.provider.libvirt.internal.plan;

/**
 * Say what a file or device of a base's disk held at some time.
 *
 * @param target the disk's device name in the base, e.g. {@code vda}; several disks may be built upon one file, which then
 *     counts as the first one's
 * @param path the file's path on the hypervisor
 * @param sha256 the SHA-256 of its contents, in hexadecimal digits
 */
public record DiskFingerprint(String target, String path, String sha256) {

    /**
     * Return the disk for people.
     *
     * @return its device name and its path
     */
    @Override
    public String toString() {
        return "disk " + target + " (" + path + ")";
    }
}
