package io.cloudhost.api;

import io.cloudhost.api.SweptHost.Outcome;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks for what a sweep would remove, without waiting: what would have to be watched first is nobody's leftover yet. */
final class Leftovers {

    static final String SUBJECT = "leftovers";

    private final Sweeps sweeps;

    @Inject
    Leftovers(Sweeps sweeps) {
        this.sweeps = sweeps;
    }

    /** Examines places, each of which may go by several names. */
    void examine(List<HostInventory> places, Examination examination) {
        Set<HostRecord.Identity> seen = new HashSet<>();
        places.forEach(place -> examine(place, seen, examination));
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
