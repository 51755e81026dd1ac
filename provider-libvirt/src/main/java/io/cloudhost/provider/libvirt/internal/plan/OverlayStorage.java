package io.cloudhost.provider.libvirt.internal.plan;

import java.nio.file.Path;

/** Say where the overlays of disks go. */
@FunctionalInterface
public interface OverlayStorage {

    /**
     * Find the place for the overlay of a disk.
     *
     * @param disk the base's disk
     * @return the place
     * @throws io.cloudhost.core.CloudHostException when there is none; says what to do
     */
    Place placeFor(BaseDisk disk);

    /**
     * Say where an overlay goes, and on what.
     *
     * @param pool the storage pool of the overlay
     * @param folder the pool's folder on the hypervisor
     * @param backingPath the path of the base's data
     * @param capacity the size of the disk as the guest sees it, in bytes
     */
    record Place(String pool, String folder, String backingPath, long capacity) {}

    /**
     * Return a storage that asks nobody: overlays go beside the base's files.
     *
     * @return a storage for plans that are never carried out; it knows neither pools nor sizes
     */
    static OverlayStorage besideTheBase() {
        return disk -> {
            if (disk.source() instanceof BaseDisk.VolumeSource volume) {
                return new Place(volume.pool(), "", volume.volume(), 0);
            }
            BaseDisk.FileSource file = (BaseDisk.FileSource) disk.source();
            Path folder = Path.of(file.path()).getParent();
            return new Place("", folder == null ? "" : folder.toString(), file.path(), 0);
        };
    }
}
