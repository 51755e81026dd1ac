package io.cloudhost.provider.libvirt;

import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Backing;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Volume;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what data is built upon, as far as started pools know it. */
final class BackingChains {

    private static final String RAW = "raw";

    private final VolumeLookup volumes;

    BackingChains(VolumeLookup volumes) {
        this.volumes = volumes;
    }

    /**
     * What a disk's data is in.
     *
     * @param paths all files and devices, the disk's own first
     * @param whole whether nothing is below the last of them
     * @param missing the last of them, if it is known not to be there
     */
    record Chain(List<String> paths, boolean whole, Optional<String> missing) {

        private Chain(Set<String> paths, boolean whole) {
            this(List.copyOf(paths), whole, Optional.empty());
        }
    }

    /** Returns what is known of data that no pool knows: that raw data is built upon nothing. */
    static Chain outside(String path, String format) {
        return new Chain(Set.of(path), format.equals(RAW));
    }

    /** Follows what each volume is built upon. The format is the one that the volume is read in. */
    Chain of(Volume top, String format) {
        Set<String> paths = new LinkedHashSet<>();
        Volume volume = top;
        Optional<String> stated = Optional.of(format);
        while (paths.add(volume.path())) {
            boolean raw = stated.filter(RAW::equals).isPresent();
            if (raw || volume.backing().isEmpty()) {
                // What looks like a header in raw data is the guest's. And pools of devices look at no headers.
                return new Chain(paths, raw || volume.format().isPresent());
            }
            Backing backing = volume.backing().get();
            stated = backing.format();
            String path = HostPaths.normalised(backing.path());
            Optional<Volume> below = volumes.at(path);
            if (below.isEmpty()) {
                paths.add(path);
                return new Chain(
                        List.copyOf(paths),
                        stated.filter(RAW::equals).isPresent(),
                        Optional.of(path).filter(volumes::isMissing));
            }
            volume = below.get();
        }
        // A path that comes again is a loop, which QEMU will refuse.
        return new Chain(paths, true);
    }
}
