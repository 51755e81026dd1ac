package io.cloudhost.core.address;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source and the thread that asks it. A strategy that hangs keeps nobody waiting but this thread, and is never used by two
 * at once: it is closed on the same thread, when its last look has come to an end.
 */
final class SourceThread {

    private static final Logger LOG = LoggerFactory.getLogger(SourceThread.class);

    private final AddressSource source;
    private final ExecutorService thread;

    SourceThread(AddressSource source, ExecutorService thread) {
        this.source = source;
        this.thread = thread;
    }

    AddressSource source() {
        return source;
    }

    Future<?> run(Runnable look) {
        return thread.submit(look);
    }

    /** Closes the strategy as soon as the thread is free. Does not wait for that. */
    void close() {
        thread.execute(this::closeStrategy);
        thread.shutdown();
    }

    /** Waits until the strategy is closed. */
    void awaitClosed(Duration limit) throws InterruptedException {
        if (!thread.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.warn("The strategy {} is still busy, and will be closed when it comes back", source.name());
        }
    }

    private void closeStrategy() {
        try {
            source.strategy().close();
        } catch (RuntimeException e) {
            // The contract forbids it; a third-party strategy that does it anyway must not keep the others open.
            LOG.warn("Closing the strategy {} failed", source.name(), e);
        }
    }
}
