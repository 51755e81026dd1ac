package io.cloudhost.core;

import java.time.Duration;

/**
 * Hear of every phase of every host.
 *
 * <p>Called on the thread that sets the host up or tears it down; hosts that are set up in parallel call in parallel. An
 * exception that a listener throws is logged and otherwise ignored.
 *
 * <p>A listener may call {@link CloudHost#teardown()} during the setup, before {@link #up}: that returns at once, and
 * the setup undoes everything when the listener returns. From {@link #teardownStarted} it returns at once, too, since it is
 * under way.
 */
public interface CloudHostListener {

    /**
     * Hear that a phase begins.
     *
     * @param label the host's label
     * @param phase the phase
     */
    default void phaseStarted(String label, SetupPhase phase) {}

    /**
     * Hear that a phase is done.
     *
     * @param label the host's label
     * @param phase the phase
     * @param outcome what came of it, for people: one line, may be empty
     * @param took how long it took
     */
    default void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {}

    /**
     * Hear that a phase failed. What the setup made is removed next; {@link #setupUndone} or {@link #setupUndoFailed} tells
     * of it.
     *
     * @param label the host's label
     * @param phase the phase
     * @param failure why
     * @param took how long it took to fail
     */
    default void phaseFailed(String label, SetupPhase phase, Throwable failure, Duration took) {}

    /**
     * Hear that the host is up: its address is known.
     *
     * @param label the host's label
     * @param took how long the whole setup took
     */
    default void up(String label, Duration took) {}

    /**
     * Hear that all is gone that a failed setup had made.
     *
     * @param label the host's label
     * @param took how long it took to remove it
     */
    default void setupUndone(String label, Duration took) {}

    /**
     * Hear that not all could be removed that a failed setup had made.
     *
     * @param label the host's label
     * @param failure what is left, and why
     * @param took how long it took to fail
     */
    default void setupUndoFailed(String label, Throwable failure, Duration took) {}

    /**
     * Hear that a teardown begins: of a host that was up, or of what an earlier one, or a failed setup, could not remove.
     * {@link #tornDown} or {@link #teardownFailed} tells how it ended.
     *
     * @param label the host's label
     */
    default void teardownStarted(String label) {}

    /**
     * Hear that the host is gone.
     *
     * @param label the host's label
     * @param took how long the teardown took
     */
    default void tornDown(String label, Duration took) {}

    /**
     * Hear that a teardown could not remove everything.
     *
     * @param label the host's label
     * @param failure what is left, and why
     * @param took how long it took to fail
     */
    default void teardownFailed(String label, Throwable failure, Duration took) {}
}
