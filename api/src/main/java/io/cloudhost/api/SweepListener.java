package io.cloudhost.api;

import java.time.Duration;

/** Hear why a sweep takes its time. */
@FunctionalInterface
public interface SweepListener {

    /**
     * Hear that the records of some hosts are watched now. They have expired by the clock of this machine, but only an owner
     * that does not renew them is dead. Called at most once in a sweep, on its thread.
     *
     * @param hosts how many
     * @param time how long all of them are watched together
     */
    void watching(int hosts, Duration time);
}
