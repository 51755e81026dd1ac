package io.cloudhost.core.waiting;

import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.HostWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Find out that a host has ended, while something is waited for: by the event, and by a look each second, for events that got
 * lost. Used by the thread that waits.
 */
public final class EndCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EndCheck.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final HostWatch watch;
    private final ExecutorService thread;
    private final WaitableClock clock;
    private boolean looking;
    private Instant next;
    private Optional<String> reason = Optional.empty();

    /**
     * Create a check.
     *
     * @param watch tells of the end
     * @param thread makes the looks; ended by {@link #close()}
     * @param clock measures the time between looks
     */
    public EndCheck(HostWatch watch, ExecutorService thread, WaitableClock clock) {
        this.watch = watch;
        this.thread = thread;
        this.clock = clock;
        this.next = clock.now();
    }

    /**
     * Begin to listen.
     *
     * @param results takes what is to be done on the waiting thread when the event comes; from any thread
     */
    public void listen(Consumer<Runnable> results) {
        var unused = watch.end().thenAccept(what -> results.accept(() -> reason = Optional.of(what)));
    }

    /**
     * Begin a look if it is time to and none goes on.
     *
     * @param results takes what is to be done on the waiting thread when the look has come to an end; from any thread
     */
    public void lookWhenDue(Consumer<Runnable> results) {
        if (looking || clock.now().isBefore(next)) {
            return;
        }
        looking = true;
        thread.execute(() -> {
            Optional<String> end = look();
            results.accept(() -> {
                looking = false;
                next = clock.now().plus(INTERVAL);
                reason = reason.or(() -> end);
            });
        });
    }

    /**
     * Return how long it is until {@link #lookWhenDue} has something to do.
     *
     * @return a whole interval where that is not known
     */
    public Duration untilDue() {
        return looking ? INTERVAL : Duration.between(clock.now(), next);
    }

    /**
     * Return what happened to the host.
     *
     * @return the end of a sentence about it; empty where it lives as far as is known
     */
    public Optional<String> reason() {
        return reason;
    }

    /** End the looks; one that goes on is interrupted. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private Optional<String> look() {
        try {
            return watch.look();
        } catch (Throwable e) {
            // On this thread nobody else hears of it. What is waited for may still come; if the place is gone for good,
            // who
            // looks for it will say so.
            LOG.debug("Whether the host lives cannot be told", e);
            return Optional.empty();
        }
    }
}
