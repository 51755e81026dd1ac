package io.cloudhost.api;

import io.cloudhost.api.SweepReport.UnsweptPlace;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sweeps places: removes from them what nobody wants any more. */
final class Sweeps {

    private final Judge judge;
    private final WaitableClock clock;

    @Inject
    Sweeps(Judge judge, WaitableClock clock) {
        this.judge = judge;
        this.clock = clock;
    }

    /** Begins to sweep one place. */
    PlaceSweep of(HostInventory inventory, SweepMode mode) {
        return new PlaceSweep(inventory, judge, mode, clock);
    }

    /**
     * Waits until the hosts of some sweeps have been watched for long enough, and finishes the sweeps. Where the thread is
     * interrupted, it keeps its interrupt status, and the hosts are kept.
     */
    void finish(List<PlaceSweep> sweeps) {
        try {
            clock.sleep(watchTime(sweeps));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sweeps.forEach(PlaceSweep::abandon);
            return;
        }
        sweeps.forEach(PlaceSweep::finish);
    }

    /**
     * Sweeps several places.
     *
     * @param inventories the places; closed by the caller
     * @param listener hears when hosts have to be watched
     */
    SweepReport sweep(List<HostInventory> inventories, SweepMode mode, SweepListener listener) {
        List<PlaceSweep> sweeps = new ArrayList<>();
        List<UnsweptPlace> unswept = new ArrayList<>();
        // One place may have several names.
        Set<HostRecord.Identity> seen = new HashSet<>();
        for (HostInventory inventory : inventories) {
            PlaceSweep sweep = of(inventory, mode);
            try {
                sweep.begin(host -> seen.add(host.identity()));
            } catch (RuntimeException e) {
                // Whatever is wrong with this place, the others are to be swept.
                unswept.add(new UnsweptPlace(inventory.place(), e));
            }
            sweeps.add(sweep);
        }
        int watched = sweeps.stream().mapToInt(PlaceSweep::watched).sum();
        if (watched > 0) {
            listener.watching(watched, watchTime(sweeps));
        }
        finish(sweeps);
        return new SweepReport(
                sweeps.stream().flatMap(sweep -> sweep.swept().stream()).toList(), unswept);
    }

    private static Duration watchTime(List<PlaceSweep> sweeps) {
        return sweeps.stream()
                .map(PlaceSweep::watchTime)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
