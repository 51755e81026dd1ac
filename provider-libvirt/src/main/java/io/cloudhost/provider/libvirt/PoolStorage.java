package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Pool;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Volume;
import io.cloudhost.provider.libvirt.internal.plan.BaseDisk;
import io.cloudhost.provider.libvirt.internal.plan.OverlayStorage;
import java.util.Optional;
import java.util.Set;

/** Puts each overlay into the storage pool that the base's disk is in. Only asks; creates nothing. */
final class PoolStorage implements OverlayStorage {

    /** The kinds of pools whose volumes are files in a folder, so that a qcow2 overlay can be one. */
    private static final Set<String> FOLDERS = Set.of("dir", "fs", "netfs");

    private final Hypervisor hypervisor;

    PoolStorage(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
    }

    @Override
    public Place placeFor(BaseDisk disk) {
        Volume volume = disk.source() instanceof BaseDisk.VolumeSource source
                ? volume(disk, source)
                : volume(disk, (BaseDisk.FileSource) disk.source());
        Pool pool = hypervisor
                .pool(volume.pool())
                .orElseThrow(() -> failure(disk, "its storage pool '" + volume.pool() + "' has gone"));
        if (!FOLDERS.contains(pool.kind())) {
            throw failure(
                    disk,
                    "it is in the storage pool '" + pool.name() + "' of type '" + pool.kind()
                            + "', which cannot hold an overlay. Move it to a pool of type 'dir'");
        }
        return new Place(pool.name(), pool.folder(), volume.path(), volume.capacity());
    }

    private Volume volume(BaseDisk disk, BaseDisk.VolumeSource source) {
        Pool pool = hypervisor
                .pool(source.pool())
                .orElseThrow(() -> failure(disk, "there is no storage pool '" + source.pool() + "'"));
        requireStarted(disk, pool);
        return hypervisor
                .volume(source.pool(), source.volume())
                .or(() -> {
                    hypervisor.refreshPool(pool.name());
                    return hypervisor.volume(source.pool(), source.volume());
                })
                .orElseThrow(() -> failure(disk, "the volume is missing"));
    }

    private Volume volume(BaseDisk disk, BaseDisk.FileSource source) {
        return hypervisor.volumeAt(source.path()).orElseGet(() -> unknownVolume(disk, source));
    }

    /** Tells why no started pool knows the file, or finds it after all: pools do not notice files that others put there. */
    private Volume unknownVolume(BaseDisk disk, BaseDisk.FileSource source) {
        int end = source.path().lastIndexOf('/');
        String folder = source.path().substring(0, Math.max(0, end));
        Optional<Pool> pool = hypervisor.pools().stream()
                .filter(candidate -> candidate.folder().equals(folder))
                .findFirst();
        if (pool.isEmpty()) {
            throw failure(
                    disk,
                    "it is in no storage pool, so there is no place for its overlay. Define one for its folder: virsh"
                            + " pool-define-as NAME dir --target " + folder + " && virsh pool-start NAME");
        }
        requireStarted(disk, pool.get());
        hypervisor.refreshPool(pool.get().name());
        return hypervisor.volumeAt(source.path()).orElseThrow(() -> failure(disk, "the file is missing"));
    }

    private static void requireStarted(BaseDisk disk, Pool pool) {
        if (!pool.started()) {
            throw failure(
                    disk,
                    "its storage pool '" + pool.name() + "' is stopped. Start it: virsh pool-start " + pool.name());
        }
    }

    private static CloudHostException failure(BaseDisk disk, String reason) {
        return new CloudHostException(
                "the base's disk " + disk.target() + " (" + disk.source() + ") cannot be cloned: " + reason);
    }
}
