package io.cloudhost.provider.libvirt;

import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Pool;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Volume;
import java.util.Optional;
import java.util.Set;

/** Finds volumes by their paths, also those that their pools have not noticed yet. */
final class VolumeLookup {

    /** The kinds of pools whose volumes are files in a folder. */
    static final Set<String> FOLDERS = Set.of("dir", "fs", "netfs");

    private final Hypervisor hypervisor;
    private final PoolRefresh refresh;

    VolumeLookup(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
        this.refresh = new PoolRefresh(hypervisor);
    }

    /** Returns the volume; empty where no started pool has it. */
    Optional<Volume> at(String path) {
        // A relative backing path comes behind the folder of the file that names it, and libvirt compares letters.
        String normalised = HostPaths.normalised(path);
        return hypervisor
                .volumeAt(path)
                .or(() -> normalised.equals(path) ? Optional.empty() : hypervisor.volumeAt(normalised))
                .or(() -> anew(normalised));
    }

    /** Returns the pool, started or not, whose folder the path is in. */
    Optional<Pool> poolOf(String path) {
        String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        return hypervisor.pools().stream()
                .filter(pool -> pool.folder().equals(folder))
                .findFirst();
    }

    /** Tells whether a pool that is up to date would have the file, and has not. */
    boolean isMissing(String path) {
        return poolOf(path)
                        .filter(pool -> FOLDERS.contains(pool.kind()) && pool.started())
                        .filter(pool -> refresh.attempt(pool.name()))
                        .isPresent()
                && hypervisor.volumeAt(path).isEmpty();
    }

    /** Pools do not notice files that others put there. */
    private Optional<Volume> anew(String path) {
        return poolOf(path).filter(Pool::started).flatMap(pool -> {
            refresh.attempt(pool.name());
            return hypervisor.volumeAt(path);
        });
    }
}
