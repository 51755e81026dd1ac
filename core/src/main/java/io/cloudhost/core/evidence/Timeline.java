package io.cloudhost.core.evidence;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keep what happened to one host, and when: its phases, and what its provider notes. Thread-safe. */
public final class Timeline implements CloudHostListener {

    /** A setup fits in many times. A host that flutters for days must not fill the memory, nor lose how it ended. */
    private static final int FIRST = 100;

    private static final int LAST = 900;

    private final WaitableClock clock;
    private final List<String> first = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
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
        String line = clock.now().truncatedTo(ChronoUnit.MILLIS) + "  " + event + "\n";
        if (first.size() < FIRST) {
            first.add(line);
            return;
        }
        if (last.size() == LAST) {
            last.removeFirst();
            leftOut++;
        }
        last.addLast(line);
    }

    /**
     * Return what happened so far.
     *
     * @return a line per event, the oldest first; of very many, the first and the last
     */
    public synchronized String text() {
        String gap = leftOut == 0 ? "" : "... " + leftOut + " events were not kept ...\n";
        return String.join("", first) + gap + String.join("", last);
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
