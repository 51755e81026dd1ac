package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord.VolumeName;
import io.cloudhost.provider.libvirt.internal.plan.OutputFile;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes a clone, or whatever there is of one. The definition goes last: until then it names what is left. */
final class CloneRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(CloneRemoval.class);

    private final Hypervisor hypervisor;
    private final PoolRefresh refresh;

    CloneRemoval(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
        this.refresh = new PoolRefresh(hypervisor);
    }

    /**
     * Ends the domain, deletes its volumes and removes its definition. What fails keeps nothing else from being removed,
     * except that the definition stays while something that it names is left.
     */
    void remove(String name, UUID uuid, List<VolumeName> volumes) {
        requireOwn(name, volumes);
        List<RuntimeException> failures = new ArrayList<>();
        attempt(failures, () -> hypervisor.destroy(uuid));
        for (VolumeName volume : volumes) {
            attempt(failures, () -> hypervisor.deleteVolume(volume.pool(), volume.name()));
        }
        volumes.stream().filter(OutputFile::is).forEach(this::removeRotated);
        if (failures.isEmpty()) {
            attempt(failures, () -> hypervisor.undefine(uuid));
        }
        if (!failures.isEmpty()) {
            String reasons = failures.stream()
                    .map(failure -> String.valueOf(failure.getMessage()))
                    .collect(Collectors.joining("; "));
            CloudHostException exception = new CloudHostException(
                    "the clone '" + name + "' is not wholly removed: " + reasons, failures.get(0));
            failures.stream().skip(1).forEach(exception::addSuppressed);
            throw exception;
        }
    }

    /**
     * Deletes what became of a log that grew long: virtlogd, which writes it for libvirt, moves it aside as {@code NAME.0},
     * then {@code NAME.1} and so on. The pool does not know of them until it looks again. The clone's definition does not
     * name them, so that it need not stay for them.
     */
    private void removeRotated(VolumeName log) {
        refresh.attempt(log.pool());
        try {
            int number = 0;
            while (hypervisor.volume(log.pool(), log.name() + "." + number).isPresent()) {
                hypervisor.deleteVolume(log.pool(), log.name() + "." + number);
                number++;
            }
        } catch (HypervisorException e) {
            LOG.warn("What became of the log '{}' in the storage pool '{}' stays there", log.name(), log.pool(), e);
        }
    }

    /** Metadata can be edited: a volume that is not named after the clone is nothing that we have made. */
    static void requireOwn(String clone, List<VolumeName> volumes) {
        for (VolumeName volume : volumes) {
            if (!volume.name().startsWith(clone + "-")) {
                throw new CloudHostException("the clone '" + clone + "' is left alone: its metadata names the volume '"
                        + volume.name() + "' of the storage pool '" + volume.pool()
                        + "', which is not named after it and may be somebody else's");
            }
        }
    }

    private static void attempt(List<RuntimeException> failures, Runnable removal) {
        try {
            removal.run();
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }
}
