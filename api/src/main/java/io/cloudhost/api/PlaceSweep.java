package io.cloudhost.api;

import io.cloudhost.api.SweptHost.Outcome;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One sweep of one place: a look at all hosts, and a second one, after a while, at those that only their clocks speak
 * against. Used by one thread at a time.
 */
final class PlaceSweep {

    private final HostInventory inventory;
    private final Judge judge;
    private final SweepMode mode;
    private final WaitableClock clock;

    private final List<SweptHost> swept = new ArrayList<>();
    private final List<Suspect> suspects = new ArrayList<>();

    /** A host that is to be removed unless its record changes. */
    private record Suspect(HostRecord host, String reason) {

        Duration watchTime() {
            return Judge.watchTime(host.expiry().orElseThrow());
        }
    }

    PlaceSweep(HostInventory inventory, Judge judge, SweepMode mode, WaitableClock clock) {
        this.inventory = inventory;
        this.judge = judge;
        this.mode = mode;
        this.clock = clock;
    }

    String place() {
        return inventory.place();
    }

    /**
     * Judges all hosts, and removes what is surely nobody's.
     *
     * @param wanted says which hosts are of interest; asked once for each
     * @throws RuntimeException when the place cannot be looked at
     */
    void begin(Predicate<HostRecord> wanted) {
        for (HostRecord host : inventory.list()) {
            if (wanted.test(host)) {
                begin(host);
            }
        }
    }

    /** Returns how many hosts have to be watched. */
    int watched() {
        return suspects.size();
    }

    /** Returns how long they have to be watched: from now on, since they were read. */
    Duration watchTime() {
        return suspects.stream()
                .map(Suspect::watchTime)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Looks again at the hosts that were watched, and removes those whose records have not changed. */
    void finish() {
        if (suspects.isEmpty()) {
            return;
        }
        Map<String, HostRecord> present;
        try {
            present = inventory.list().stream().collect(Collectors.toMap(HostRecord::name, Function.identity()));
        } catch (RuntimeException e) {
            suspects.forEach(suspect -> add(suspect.host(), Outcome.FAILED, suspect.reason(), Optional.of(e)));
            return;
        }
        for (Suspect suspect : suspects) {
            HostRecord now = present.get(suspect.host().name());
            if (now == null) {
                add(suspect.host(), Outcome.KEPT, "it is gone", Optional.empty());
            } else if (!now.claimsTheSameAs(suspect.host())) {
                add(now, Outcome.KEPT, "its owner on " + now.owner().machine() + " has renewed it", Optional.empty());
            } else {
                remove(suspect.host(), suspect.reason());
            }
        }
    }

    /** Gives up to watch. */
    void abandon() {
        suspects.forEach(suspect -> add(
                suspect.host(),
                Outcome.KEPT,
                "it was not watched for long enough to see that its owner does not renew it",
                Optional.empty()));
    }

    /** Returns what was done so far. */
    List<SweptHost> swept() {
        return List.copyOf(swept);
    }

    private void begin(HostRecord host) {
        Judgement judgement = judge.judge(host, clock.now());
        switch (judgement.verdict()) {
            case KEEP -> add(host, Outcome.KEPT, judgement.reason(), Optional.empty());
            case REMOVE -> remove(host, judgement.reason());
            case WATCH -> suspects.add(new Suspect(host, judgement.reason()));
        }
    }

    private void remove(HostRecord host, String reason) {
        if (mode == SweepMode.DRY_RUN) {
            add(host, Outcome.REMOVABLE, reason, Optional.empty());
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            add(host, Outcome.KEPT, reason + ", but the sweep was interrupted", Optional.empty());
            return;
        }
        try {
            if (inventory.remove(host.name(), host::claimsTheSameAs)) {
                add(host, Outcome.REMOVED, reason, Optional.empty());
            } else {
                add(host, Outcome.KEPT, "it has changed or gone since it was looked at", Optional.empty());
            }
        } catch (RuntimeException e) {
            add(host, Outcome.FAILED, reason, Optional.of(e));
        }
    }

    private void add(HostRecord host, Outcome outcome, String reason, Optional<RuntimeException> failure) {
        swept.add(new SweptHost(inventory.place(), host, outcome, reason, failure));
    }
}
