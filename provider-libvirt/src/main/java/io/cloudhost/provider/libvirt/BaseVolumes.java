package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Volume;
import io.cloudhost.provider.libvirt.internal.plan.BaseDisk;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the volumes that a base's disks are in, with all that they are built upon. Only asks; creates nothing. */
final class BaseVolumes {

    private final Hypervisor hypervisor;
    private final VolumeLookup volumes;
    private final PoolRefresh refresh;

    /** The names of the pools that have read their folders again, and know what their volumes are built upon now. */
    private final Set<String> refreshed = new HashSet<>();

    BaseVolumes(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
        this.volumes = new VolumeLookup(hypervisor);
        this.refresh = new PoolRefresh(hypervisor);
    }

    /**
     * A volume that holds data of a disk.
     *
     * @param target the disk's device name
     * @param volume the volume
     */
    record DiskVolume(String target, Volume volume) {}

    /** Returns each volume once. Throws CloudHostException where one is in no started pool; says which and what to do. */
    List<DiskVolume> of(XmlElement domain) {
        Map<String, DiskVolume> found = new LinkedHashMap<>();
        BaseDisk.withOwnData(domain).forEach(disk -> follow(disk, found));
        return List.copyOf(found.values());
    }

    /** Returns the volume at a path, though its pool may not have noticed the file yet. */
    Optional<Volume> at(String path) {
        return volumes.at(path);
    }

    /** Ends at a volume that is known already: disks may share what they are built upon. */
    private void follow(XmlElement disk, Map<String, DiskVolume> found) {
        String target =
                disk.child("target").flatMap(child -> child.attribute("dev")).orElse("");
        Optional<Volume> next = Optional.of(volumeOf(disk, target));
        while (next.isPresent() && !found.containsKey(next.get().path())) {
            Volume volume = asItIsNow(next.get());
            found.put(volume.path(), new DiskVolume(target, volume));
            next = volume.backing()
                    .map(backing -> at(backing.path()).orElseThrow(() -> unknown(target, backing.path())));
        }
    }

    private Volume volumeOf(XmlElement disk, String target) {
        XmlElement source = disk.child("source").orElseThrow();
        Optional<String> pool = source.attribute("pool");
        Optional<String> name = source.attribute("volume");
        if (pool.isPresent() && name.isPresent()) {
            return hypervisor
                    .volume(pool.get(), name.get())
                    .orElseThrow(() -> unreadable(
                            target,
                            "volume '" + name.get() + "' of pool '" + pool.get() + "'",
                            "is missing, or its storage pool is stopped"));
        }
        String path = source.attribute("file").or(() -> source.attribute("dev")).orElse("");
        if (path.isEmpty()) {
            throw unreadable(
                    target, "type '" + disk.attribute("type").orElse("") + "'", "is neither a file nor a block device");
        }
        return at(path).orElseThrow(() -> unknown(target, path));
    }

    /** Libvirt remembers what a volume was built upon when the pool was read; somebody may have changed that since. */
    private Volume asItIsNow(Volume volume) {
        if (refreshed.add(volume.pool())) {
            refresh.attempt(volume.pool());
        }
        return hypervisor.volume(volume.pool(), volume.name()).orElse(volume);
    }

    private static CloudHostException unknown(String target, String path) {
        return path.startsWith("/")
                ? unreadable(
                        target,
                        path,
                        "is in no started storage pool, through which libvirt could read it. Define one for its folder:"
                                + " virsh pool-define-as NAME dir --target " + path.substring(0, path.lastIndexOf('/'))
                                + " && virsh pool-start NAME")
                : unreadable(target, path, "is neither a file nor a block device");
    }

    private static CloudHostException unreadable(String target, String source, String reason) {
        return new CloudHostException("disk " + target + " (" + source + ") " + reason);
    }
}
