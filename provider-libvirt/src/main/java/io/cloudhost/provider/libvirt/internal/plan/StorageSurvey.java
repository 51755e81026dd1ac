package io.cloudhost.provider.libvirt.internal.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Say what was found out, before a plan is made, of the storage that the base's disks and firmware are on and the clone's
 * files go to.
 *
 * @param findings for each disk that needs an overlay, by its target device
 * @param folder where the clone's other files go, such as the log of a serial port; empty where no place is known
 * @param firmware what libvirt selects where the base leaves the choice to it; empty where it does not, or where that is
 *     not known
 * @param assumed whether nobody was asked, and all of this is only likely
 */
public record StorageSurvey(
        Map<String, Finding> findings,
        Optional<PoolFolder> folder,
        Optional<SelectedFirmware> firmware,
        boolean assumed) {

    /** Copy the findings. */
    public StorageSurvey {
        findings = Map.copyOf(findings);
    }

    /**
     * Describe storage that was looked at.
     *
     * @param findings as above
     * @param folder as above
     * @param firmware as above
     */
    public StorageSurvey(
            Map<String, Finding> findings, Optional<PoolFolder> folder, Optional<SelectedFirmware> firmware) {
        this(findings, folder, firmware, false);
    }

    /**
     * Describe the storage of a base that states its firmware, if it has any.
     *
     * @param findings as above
     * @param folder as above
     */
    public StorageSurvey(Map<String, Finding> findings, Optional<PoolFolder> folder) {
        this(findings, folder, Optional.empty());
    }

    /**
     * Name a storage pool whose volumes are files.
     *
     * @param pool the pool's name
     * @param path its folder on the hypervisor
     */
    public record PoolFolder(String pool, String path) {

        String pathOf(String volume) {
            return path + "/" + volume;
        }
    }

    /** Say what is known of one disk. */
    public sealed interface Finding {}

    /**
     * Say where an overlay goes, and on what.
     *
     * @param folder where the overlay goes
     * @param backingPath the path of the base's data
     * @param capacity the size of the disk as the guest sees it, in bytes; empty where only QEMU can tell
     * @param chain the paths of all files and devices that the base's data is known to be in, the backing path first
     * @param whole whether the chain is known to its end
     */
    public record Located(
            PoolFolder folder, String backingPath, Optional<Long> capacity, List<String> chain, boolean whole)
            implements Finding {

        /** Copy the chain. */
        public Located {
            chain = List.copyOf(chain);
        }

        /**
         * Say where an overlay goes, on data whose chain is known to its end.
         *
         * @param folder as above
         * @param backingPath as above
         * @param capacity as above
         * @param chain as above
         */
        public Located(PoolFolder folder, String backingPath, Optional<Long> capacity, List<String> chain) {
            this(folder, backingPath, capacity, chain, true);
        }
    }

    /**
     * Say why there cannot be an overlay.
     *
     * @param reason why
     * @param remedy what to do
     */
    public record Unavailable(String reason, String remedy) implements Finding {}

    /** Where libvirt's own tools put disks when nobody says otherwise. */
    private static final PoolFolder USUAL = new PoolFolder("default", "/var/lib/libvirt/images");

    /**
     * Assume what nobody is asked for: overlays go beside the base's files, or else to the pool that libvirt's own tools
     * make.
     *
     * @param disks the base's disks
     * @return a survey for plans that are never carried out
     */
    public static StorageSurvey assumedFor(List<BaseDisk> disks) {
        return new StorageSurvey(
                disks.stream()
                        .collect(Collectors.toMap(BaseDisk::target, StorageSurvey::assumed, (first, second) -> first)),
                Optional.of(disks.stream()
                        .map(StorageSurvey::assumed)
                        .map(Located::folder)
                        .findFirst()
                        .orElse(USUAL)),
                Optional.empty(),
                true);
    }

    private static Located assumed(BaseDisk disk) {
        if (disk.source() instanceof BaseDisk.VolumeSource volume) {
            return new Located(
                    new PoolFolder(volume.pool(), USUAL.path()), volume.toString(), Optional.empty(), List.of());
        }
        if (disk.source() instanceof BaseDisk.BlockSource device) {
            return new Located(USUAL, device.path(), Optional.empty(), List.of(device.path()));
        }
        String path = ((BaseDisk.FileSource) disk.source()).path();
        int end = path.lastIndexOf('/');
        PoolFolder folder = end <= 0 ? USUAL : new PoolFolder(USUAL.pool(), path.substring(0, end));
        return new Located(folder, path, Optional.empty(), List.of(path));
    }
}
