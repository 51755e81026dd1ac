package io.cloudhost.core;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Tell the time and wait. The one place where a thread pauses, so that tests can use a clock of their own. */
public interface WaitableClock {

    /**
     * Return the present time. Never goes backwards within a process.
     *
     * @return the time
     */
    Instant now();

    /**
     * Wait.
     *
     * @param duration how long; returns at once where it is zero or negative
     * @throws InterruptedException when the thread is interrupted before or while it waits
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Wait for the next item of a queue.
     *
     * @param <T> what it is
     * @param queue where it comes
     * @param limit how long to wait; where it is zero or negative, returns what is there
     * @return the item, taken from the queue; null where none came
     * @throws InterruptedException when the thread is interrupted before or while it waits
     */
    <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException;

    /**
     * Return how much time has passed.
     *
     * @param start the beginning, as {@link #now()} told it
     * @return the time from {@code start} to now
     */
    default Duration since(Instant start) {
        return Duration.between(start, now());
    }

    /**
     * Return the clock of the machine.
     *
     * @return a clock that is not moved when somebody sets the machine's time
     */
    static WaitableClock system() {
        return new MonotonicClock();
    }
}
