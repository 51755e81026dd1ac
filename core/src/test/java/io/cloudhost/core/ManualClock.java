package io.cloudhost.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** A clock that stands still until somebody sleeps, and then jumps. */
public final class ManualClock implements WaitableClock {

    private final List<Duration> sleeps = new ArrayList<>();
    private final Duration lateness;
    private Instant now = Instant.EPOCH;

    public ManualClock() {
        this(Duration.ZERO);
    }

    /** Every sleep ends so much later than it should, as it does in real life. */
    public ManualClock(Duration lateness) {
        this.lateness = lateness;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (duration.compareTo(Duration.ZERO) > 0) {
            sleeps.add(duration);
            now = now.plus(duration).plus(lateness);
        }
    }

    /** Lets time pass without anybody sleeping. */
    public synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }

    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    /** Sleeps where nothing is there. */
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
