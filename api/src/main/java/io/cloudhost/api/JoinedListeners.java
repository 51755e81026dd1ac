package io.cloudhost.api;

import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.SetupPhase;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells several listeners, one after the other.
 *
 * @param listeners none of them throws
 */
record JoinedListeners(List<CloudHostListener> listeners) implements CloudHostListener {

    @Override
    public void phaseStarted(String label, SetupPhase phase) {
        each(listener -> listener.phaseStarted(label, phase));
    }

    @Override
    public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
        each(listener -> listener.phaseCompleted(label, phase, outcome, took));
    }

    @Override
    public void phaseFailed(String label, SetupPhase phase, Throwable failure, Duration took) {
        each(listener -> listener.phaseFailed(label, phase, failure, took));
    }

    @Override
    public void up(String label, Duration took) {
        each(listener -> listener.up(label, took));
    }

    @Override
    public void setupUndone(String label, Duration took) {
        each(listener -> listener.setupUndone(label, took));
    }

    @Override
    public void setupUndoFailed(String label, Throwable failure, Duration took) {
        each(listener -> listener.setupUndoFailed(label, failure, took));
    }

    @Override
    public void teardownStarted(String label) {
        each(listener -> listener.teardownStarted(label));
    }

    @Override
    public void tornDown(String label, Duration took) {
        each(listener -> listener.tornDown(label, took));
    }

    @Override
    public void teardownFailed(String label, Throwable failure, Duration took) {
        each(listener -> listener.teardownFailed(label, failure, took));
    }

    private void each(Consumer<CloudHostListener> call) {
        listeners.forEach(call);
    }
}
