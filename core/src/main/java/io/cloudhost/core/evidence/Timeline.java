package io.cloudhost.core.evidence;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Keep what happened to one host, and when: its phases, and what its provider notes. Thread-safe. */
public final class Timeline implements CloudHostListener {

    /** What a host goes through fits in many times; one that flutters for days must not fill the memory. */
    private static final int MOST = 1000;

    private final WaitableClock clock;
    private final List<String> events = new ArrayList<>();
    private int leftOut;

    /**
     * Begin with nothing.
     *
     * @param clock tells when things happen
     */
    public Timeline(WaitableClock clock) {
        this.clock = clock;
    }

    /**
     * Add an event.
     *
     * @param event what happened, for people: one line
     */
    public synchronized void note(String event) {
        if (events.size() == MOST) {
            leftOut++;
            return;
        }
        events.add(clock.now().truncatedTo(ChronoUnit.MILLIS) + "  " + event);
    }

    /**
     * Return what happened so far.
     *
     * @return a line per event, the oldest first
     */
    public synchronized String text() {
        String all = String.join("\n", events) + "\n";
        return leftOut == 0 ? all : all + leftOut + " more events were not kept\n";
    }

    @Override
    public void phaseStarted(String label, SetupPhase phase) {
        note(phase + " began");
    }

    @Override
    public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
        note(phase + " done" + (outcome.isEmpty() ? "" : ": " + outcome));
    }

    @Override
    public void phaseFailed(String label, SetupPhase phase, Throwable failure, Duration took) {
        note(phase + " failed: " + CloudHostException.describe(failure));
    }

    @Override
    public void up(String label, Duration took) {
        note("up");
    }

    @Override
    public void teardownStarted(String label) {
        note("teardown began");
    }
}
