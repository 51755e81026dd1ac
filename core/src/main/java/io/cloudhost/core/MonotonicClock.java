package io.cloudhost.core;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The machine's clock, advanced by its monotonic timer so that deadlines survive a change of the wall clock. */
final class MonotonicClock implements WaitableClock {

    private final Instant epoch = Instant.now();
    private final long origin = System.nanoTime();

    @Override
    public Instant now() {
        return epoch.plusNanos(System.nanoTime() - origin);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException {
        return queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
