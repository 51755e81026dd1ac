package io.cloudhost.api;

import io.cloudhost.core.WaitableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Jumps where somebody waits in vain; the strategies' threads get a moment of real time to come in. */
final class JumpingClock implements WaitableClock {

    private Instant now = Instant.EPOCH;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException {
        T item = queue.poll(50, TimeUnit.MILLISECONDS);
        if (item == null) {
            sleep(limit);
        }
        return item;
    }
}
