package io.cloudhost.testkit;

import io.cloudhost.core.WaitableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Tell the time that a test sets. Whoever sleeps on this clock moves it on and returns at once. Thread-safe. */
public final class ManualClock implements WaitableClock {

    private Instant now;

    /** Create a clock that stands at the beginning of 2026, UTC. */
    public ManualClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    /**
     * Create a clock.
     *
     * @param start the time it stands at
     */
    public ManualClock(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    /** Move on by {@code duration}, without waiting. */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!duration.isNegative()) {
            advance(duration);
        }
    }

    /**
     * Move on.
     *
     * @param duration by how much; not negative
     */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a clock does not go back: " + duration);
        }
        now = now.plus(duration);
    }

    /** Take what is there, or else move on by {@code limit} and look once more. */
    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException {
        T item = queue.poll();
        if (item == null) {
            sleep(limit);
            item = queue.poll();
        }
        return item;
    }
}
