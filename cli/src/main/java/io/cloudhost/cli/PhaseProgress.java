package io.cloudhost.cli;

import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.SetupPhase;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Shows a line for each phase as it ends, with what came of it and how long it took. */
final class PhaseProgress implements CloudHostListener {

    private final PrintWriter err;

    PhaseProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
        line(phase, outcome, took);
    }

    @Override
    public void phaseFailed(String label, SetupPhase phase, Throwable failure, Duration took) {
        line(phase, "failed", took);
    }

    @Override
    public void up(String label, Duration took) {
        err.println(label + " is up after " + seconds(took));
    }

    @Override
    public void setupUndone(String label, Duration took) {
        err.println(label + ": the setup is undone after " + seconds(took));
    }

    /** Leaves it to the report of the failure to say what is left. */
    @Override
    public void setupUndoFailed(String label, Throwable failure, Duration took) {
        err.println(label + ": the setup is not wholly undone after " + seconds(took));
    }

    @Override
    public void tornDown(String label, Duration took) {
        err.println(label + " is gone after " + seconds(took));
    }

    /** Leaves it to the report of the failure to say what is left. */
    @Override
    public void teardownFailed(String label, Throwable failure, Duration took) {
        err.println(label + " is not wholly gone after " + seconds(took));
    }

    private void line(SetupPhase phase, String outcome, Duration took) {
        err.println(String.format(Locale.ROOT, "  %-8s %-48s %9s", phase, outcome, seconds(took)));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}
