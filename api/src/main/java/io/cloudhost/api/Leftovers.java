package io.cloudhost.api;

import io.cloudhost.api.SweptHost.Outcome;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks for what a sweep would remove, without waiting: what would have to be watched first is nobody's leftover yet. */
final class Leftovers {

    static final String SUBJECT = "leftovers";

    private final Sweeps sweeps;

    @Inject
    Leftovers(Sweeps sweeps) {
        this.sweeps = sweeps;
    }

    /** Examines places, each of which may go by several names, and closes them. */
    void examine(List<HostInventory> places, LimitedExamination limited) {
        Set<HostRecord.Identity> seen = ConcurrentHashMap.newKeySet();
        Queue<HostInventory> rest = new ArrayDeque<>(places);
        try {
            while (!rest.isEmpty()) {
                examine(rest.remove(), seen, limited);
            }
        } finally {
            rest.forEach(HostInventory::close);
        }
    }

    private void examine(HostInventory place, Set<HostRecord.Identity> seen, LimitedExamination limited) {
        limited.run(SUBJECT + " at " + place.place(), HostExamination.LIMIT, examination -> {
            // Closed by whoever may still use it when it was given up.
            try (place) {
                examine(place, seen, examination);
            }
            return true;
        });
    }

    private void examine(HostInventory place, Set<HostRecord.Identity> seen, Examination examination) {
        PlaceSweep sweep = sweeps.of(place, SweepMode.DRY_RUN);
        try {
            sweep.begin(host -> seen.add(host.identity()));
        } catch (CloudHostException e) {
            // What is wrong with the place has a line of its own: that of the host that is made there.
            examination.skipped(SUBJECT, place.place() + " cannot be looked at");
            return;
        }
        sweep.abandon();
        List<SweptHost> removable = sweep.swept().stream()
                .filter(host -> host.outcome() == Outcome.REMOVABLE)
                .toList();
        removable.forEach(host -> examination.doubtful(
                SUBJECT,
                host.host().name() + " at " + place.place() + ": " + host.reason(),
                "Remove it: cloudhost gc"));
        if (removable.isEmpty()) {
            examination.good(SUBJECT, "none at " + place.place());
        }
    }
}
