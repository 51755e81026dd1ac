package io.cloudhost.core.spi;

import java.util.Set;

/**
 * Look whether a machine is ready: one look, no waiting. Polling, deadlines and the check for a machine that has ended are the
 * engine's.
 *
 * <p>Used by one thread at a time, though not always by the same one; asked again and again until the machine is ready or the
 * time is over. What it keeps between two looks it releases in {@link #close()}.
 */
public interface ReadinessCheck extends AutoCloseable {

    /**
     * Describe what is looked for.
     *
     * @return for people, e.g. {@code port 22}; free of secrets
     */
    String description();

    /** Name what a check cannot do without. */
    enum Need {
        /** The machine's serial console. */
        CONSOLE,
        /** A shell in the machine. */
        SHELL
    }

    /**
     * Say what the check cannot do without. A host that has none is refused before anything is created.
     *
     * @return always the same
     */
    default Set<Need> needs() {
        return Set.of();
    }

    /**
     * Look once.
     *
     * @param request the machine, and how much time is left
     * @return what was seen. Whatever is thrown counts as {@link Readiness#never}
     * @throws InterruptedException when the thread is interrupted, as it is when the time is over or the machine has ended
     */
    Readiness look(ReadinessRequest request) throws InterruptedException;

    /**
     * Release what the check holds. Called once, when it is not asked any more; a look that was given up may still go on, in
     * another thread.
     */
    @Override
    default void close() {}
}
