package io.cloudhost.provider.libvirt;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.provider.libvirt.BackingChains.Chain;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Pool;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Volume;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.BaseDisk;
import io.cloudhost.provider.libvirt.internal.plan.SelectedFirmware;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Finding;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Located;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.PoolFolder;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Unavailable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out where the base's disks are and where a clone's overlays can go: to the pool that is asked for, else to the pool
 * of the base's disk, else to that of its other disks. Creates nothing.
 */
final class PoolSurvey {

    /** The kinds of volumes that QEMU opens by their paths. */
    private static final Set<String> DATA = Set.of("file", "block");

    private final Hypervisor hypervisor;
    private final ConnectionUrl url;
    private final VolumeLookup volumes;
    private final PoolRefresh refresh;
    private final BackingChains chains;
    private final Settings settings;
    private final String base;
    private final DiskHolders holders;

    PoolSurvey(Hypervisor hypervisor, ConnectionUrl url, Settings settings, String base, DiskHolders holders) {
        this.hypervisor = hypervisor;
        this.url = url;
        this.volumes = new VolumeLookup(hypervisor);
        this.refresh = new PoolRefresh(hypervisor);
        this.chains = new BackingChains(volumes);
        this.base = base;
        this.settings = settings;
        this.holders = holders;
    }

    /** Surveys the disks. Throws ConfigurationException where the pool that is asked for cannot hold overlays. */
    StorageSurvey of(List<BaseDisk> disks, Optional<SelectedFirmware> firmware) {
        Optional<PoolFolder> wanted = settings.find(LibvirtKeys.CLONE_POOL).map(this::clonePool);
        Map<String, Source> sources = new LinkedHashMap<>();
        disks.forEach(disk -> sources.put(disk.target(), source(disk)));
        Optional<PoolFolder> usual = wanted.or(() -> sources.values().stream()
                .flatMap(source -> source.folder().stream())
                .findFirst());
        Map<String, Finding> findings = new LinkedHashMap<>();
        sources.forEach((target, source) ->
                findings.put(target, finding(source, wanted.or(source::folder).or(() -> usual))));
        return new StorageSurvey(findings, usual, firmware);
    }

    /**
     * What is known of a disk's own data.
     *
     * @param unavailable why it cannot be used, if so
     */
    private record Source(
            Optional<Unavailable> unavailable,
            String path,
            Optional<Long> capacity,
            Optional<PoolFolder> folder,
            Chain chain) {

        static Source unavailable(String reason, String remedy) {
            return new Source(
                    Optional.of(new Unavailable(reason, remedy)),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    new Chain(List.of(), false, Optional.empty()));
        }
    }

    private Finding finding(Source source, Optional<PoolFolder> place) {
        if (source.unavailable().isPresent()) {
            return source.unavailable().get();
        }
        Optional<Unavailable> held = holders.of(source.chain().paths());
        if (held.isPresent()) {
            return held.get();
        }
        return place.<Finding>map(folder -> new Located(
                        folder,
                        source.path(),
                        source.capacity(),
                        source.chain().paths(),
                        source.chain().whole()))
                .orElseGet(() -> new Unavailable(
                        source.path()
                                + " is in no storage pool that could hold an overlay, and neither is another disk of"
                                + " the base",
                        "set clonePool to a storage pool of type dir"));
    }

    private PoolFolder clonePool(String name) {
        Pool pool = hypervisor.pool(name).orElseThrow(() -> refusal("there is no storage pool of this name"));
        if (!VolumeLookup.FOLDERS.contains(pool.kind())) {
            throw refusal("a storage pool of type '" + pool.kind() + "' cannot hold overlays. Name one of type 'dir'");
        }
        if (!pool.started()) {
            throw refusal("the storage pool is stopped").withRemedy("Start it: " + url.virsh("pool-start", name));
        }
        return new PoolFolder(pool.name(), pool.folder());
    }

    private ConfigurationException refusal(String explanation) {
        return settings.refusal(LibvirtKeys.CLONE_POOL, explanation);
    }

    private Source source(BaseDisk disk) {
        if (disk.source() instanceof BaseDisk.VolumeSource volume) {
            return source(disk, volume);
        }
        if (disk.source() instanceof BaseDisk.BlockSource device) {
            return hypervisor
                    .volumeAt(device.path())
                    .map(volume -> source(disk, volume))
                    .orElseGet(() -> outside(disk, device.path()));
        }
        return source(disk, (BaseDisk.FileSource) disk.source());
    }

    private Source source(BaseDisk disk, BaseDisk.VolumeSource source) {
        Optional<Pool> pool = hypervisor.pool(source.pool());
        if (pool.isEmpty()) {
            return Source.unavailable(
                    "there is no storage pool '" + source.pool() + "' for its " + source, "define the pool");
        }
        if (!pool.get().started()) {
            return stopped(pool.get(), source.toString());
        }
        return hypervisor
                .volume(source.pool(), source.volume())
                .or(() -> {
                    refresh.attempt(source.pool());
                    return hypervisor.volume(source.pool(), source.volume());
                })
                .map(volume -> source(disk, volume))
                .orElseGet(() -> Source.unavailable("there is no " + source, "restore it"));
    }

    private Source source(BaseDisk disk, BaseDisk.FileSource source) {
        Optional<Volume> volume = volumes.at(source.path());
        if (volume.isPresent()) {
            return source(disk, volume.get());
        }
        Optional<Pool> stopped = volumes.poolOf(source.path()).filter(pool -> !pool.started());
        if (stopped.isPresent()) {
            return stopped(stopped.get(), source.path());
        }
        return volumes.isMissing(source.path()) ? missing(source.path()) : outside(disk, source.path());
    }

    private Source source(BaseDisk disk, Volume volume) {
        if (!DATA.contains(volume.kind())) {
            return Source.unavailable(
                    "the " + new BaseDisk.VolumeSource(volume.pool(), volume.name())
                            + " is neither a file nor a block device, and libvirt puts no overlay on it",
                    "copy it to a pool of type dir");
        }
        Optional<String> other =
                volume.format().filter(BaseDisk.FORMATS::contains).filter(format -> !format.equals(disk.format()));
        if (other.isPresent()) {
            // One of them is wrong, or a guest has written a header into its raw disk, and size and chain would be made
            // up.
            return Source.unavailable(
                    "the domain calls it " + disk.format() + ", and the pool " + other.get(),
                    "correct the domain's <driver type>");
        }
        Chain chain = chains.of(volume, disk.format());
        if (chain.missing().isPresent()) {
            return Source.unavailable("its backing file " + chain.missing().get() + " is missing", "restore it");
        }
        return new Source(
                Optional.empty(),
                volume.path(),
                Optional.of(volume.capacity()),
                folder(hypervisor.pool(volume.pool())),
                chain);
    }

    private static Optional<PoolFolder> folder(Optional<Pool> pool) {
        return pool.filter(known -> VolumeLookup.FOLDERS.contains(known.kind()))
                .map(known -> new PoolFolder(known.name(), known.folder()));
    }

    /** What no pool knows, or none yet, is known through the base, which has it. */
    private Source outside(BaseDisk disk, String path) {
        try {
            Optional<Long> capacity = hypervisor.diskCapacity(base, disk.target());
            return new Source(
                    Optional.empty(),
                    path,
                    capacity,
                    folder(volumes.poolOf(path)),
                    BackingChains.outside(path, disk.format()));
        } catch (HypervisorException e) {
            if (e.isMissing(path)) {
                return missing(path);
            }
            throw e;
        }
    }

    private static Source missing(String path) {
        return Source.unavailable("there is no file " + path, "restore it");
    }

    private Source stopped(Pool pool, String source) {
        return Source.unavailable(
                "the storage pool '" + pool.name() + "' of " + source + " is stopped",
                "start it: " + url.virsh("pool-start", pool.name()));
    }
}
