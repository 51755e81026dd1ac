package io.cloudhost.api;

import io.cloudhost.api.Inventories.Place;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.DaemonThread;
import io.cloudhost.core.spi.HostInventory;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps each place once, before the first host is set up there. What is surely nobody's is removed at once; what has to be
 * watched first delays no setup. Thread-safe.
 */
final class FirstSweeps {

    private static final Logger LOG = LoggerFactory.getLogger(FirstSweeps.class);

    private final HostDefaults defaults;
    private final Sweeps sweeps;
    private final Set<Place> begun = ConcurrentHashMap.newKeySet();

    @Inject
    FirstSweeps(HostDefaults defaults, Sweeps sweeps) {
        this.defaults = defaults;
        this.sweeps = sweeps;
    }

    /** Returns the host with the sweep before its setup, if it wants one. */
    CloudHost before(DefinedHost definition, CloudHost host) {
        boolean wanted = defaults.under(definition.definition().settings()).get(EngineKeys.SWEEP);
        return wanted ? new SweepingHost(definition.definition().label(), host, () -> sweep(definition)) : host;
    }

    /** Throws nothing: a setup needs no swept place. */
    private void sweep(DefinedHost host) {
        try {
            Inventories.find(host).ifPresent(inventory -> sweep(host, inventory));
        } catch (RuntimeException | Error e) {
            // An Error too, e.g. of a native library: the setup will find out whether it matters.
            LOG.warn(
                    "{}: what others may have left was not looked for: {}",
                    host.definition().label(),
                    CloudHostException.describe(e));
        }
    }

    private void sweep(DefinedHost host, HostInventory inventory) {
        Place place = Place.of(host, inventory);
        boolean handedOver = false;
        boolean complete = true;
        try {
            if (begun.add(place)) {
                complete = false;
                handedOver = begin(inventory);
                complete = !Thread.currentThread().isInterrupted();
            }
        } finally {
            if (!complete) {
                // The next setup tries again.
                begun.remove(place);
            }
            if (!handedOver) {
                inventory.close();
            }
        }
    }

    /** Returns whether the inventory is still needed, and will be closed. */
    private boolean begin(HostInventory inventory) {
        PlaceSweep sweep = sweeps.of(inventory, SweepMode.REMOVE);
        sweep.begin(any -> true);
        sweep.swept().forEach(FirstSweeps::log);
        if (sweep.watched() == 0) {
            return false;
        }
        finishLater(sweep, inventory);
        return true;
    }

    /** On a thread that ends by itself: the watch has a limit. */
    private void finishLater(PlaceSweep sweep, HostInventory inventory) {
        LOG.debug("{} hosts at {} are watched for {}", sweep.watched(), inventory.place(), sweep.watchTime());
        int before = sweep.swept().size();
        ExecutorService thread = DaemonThread.named("cloudhost-sweep");
        thread.execute(() -> {
            try (inventory) {
                sweeps.finish(List.of(sweep));
                sweep.swept().stream().skip(before).forEach(FirstSweeps::log);
            } catch (RuntimeException | Error e) {
                LOG.warn("The sweep of {} is not complete: {}", inventory.place(), CloudHostException.describe(e));
            }
        });
        thread.shutdown();
    }

    private static void log(SweptHost swept) {
        switch (swept.outcome()) {
            case REMOVED -> LOG.info("{} at {} is removed: {}", swept.host().name(), swept.place(), swept.reason());
            case FAILED ->
                LOG.warn(
                        "{} at {} is nobody's any more ({}), and cannot be removed: {}",
                        swept.host().name(),
                        swept.place(),
                        swept.reason(),
                        swept.failure().map(CloudHostException::describe).orElse(""));
            default -> LOG.debug("{} at {} is kept: {}", swept.host().name(), swept.place(), swept.reason());
        }
    }
}
