package io.cloudhost.core.lifecycle;

import io.cloudhost.core.SetupPhase;

/** Do one part of a setup, and undo it. Used once, by one thread at a time. */
public interface SetupStep {

    /**
     * Return the phase that the step belongs to.
     *
     * @return always the same
     */
    SetupPhase phase();

    /**
     * Do it.
     *
     * @return what came of it, for people: one line, may be empty
     * @throws io.cloudhost.core.ConfigurationException when a setting cannot work and nothing has been created yet
     * @throws RuntimeException when it failed
     * @throws InterruptedException when the thread is interrupted
     */
    String perform() throws InterruptedException;

    /**
     * Let what was set up come to an orderly end, before any step is undone. Called once, when a host that was up is torn
     * down; the latest step comes first. Never called for a setup that failed.
     *
     * <p>An interrupt is a request to hurry: the step gives up what it waits for, no other is asked, and the undoing begins.
     *
     * @throws RuntimeException when that is not possible, which is logged; the undoing begins all the same
     * @throws InterruptedException when the thread is interrupted
     */
    default void windDown() throws InterruptedException {}

    /**
     * Undo it.
     *
     * <p>Called after {@link #perform()} was called, also when that failed half way, and again when undoing failed. Tries
     * everything that there is to undo, even when a part of it fails.
     *
     * @throws RuntimeException when something could not be undone; names all of it
     */
    default void undo() {}
}
