package io.cloudhost.core.lifecycle;

import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.SetupPhase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keep what a listener throws away from those who call it: it is logged. */
public final class GuardedListener implements CloudHostListener {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

    private final CloudHostListener listener;

    /**
     * Guard a listener.
     *
     * @param listener may throw
     */
    public GuardedListener(CloudHostListener listener) {
        this.listener = listener;
    }

    @Override
    public void phaseStarted(String label, SetupPhase phase) {
        guard(() -> listener.phaseStarted(label, phase));
    }

    @Override
    public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
        guard(() -> listener.phaseCompleted(label, phase, outcome, took));
    }

    @Override
    public void phaseFailed(String label, SetupPhase phase, Throwable failure, Duration took) {
        guard(() -> listener.phaseFailed(label, phase, failure, took));
    }

    @Override
    public void up(String label, Duration took) {
        guard(() -> listener.up(label, took));
    }

    @Override
    public void setupUndone(String label, Duration took) {
        guard(() -> listener.setupUndone(label, took));
    }

    @Override
    public void setupUndoFailed(String label, Throwable failure, Duration took) {
        guard(() -> listener.setupUndoFailed(label, failure, took));
    }

    @Override
    public void teardownStarted(String label) {
        guard(() -> listener.teardownStarted(label));
    }

    @Override
    public void tornDown(String label, Duration took) {
        guard(() -> listener.tornDown(label, took));
    }

    @Override
    public void teardownFailed(String label, Throwable failure, Duration took) {
        guard(() -> listener.teardownFailed(label, failure, took));
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            // An Error too: a listener's failed assertion must not leave a machine behind.
            LOG.warn("A listener failed", e);
        }
    }
}
