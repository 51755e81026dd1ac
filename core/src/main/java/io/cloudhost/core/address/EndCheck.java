package io.cloudhost.core.address;

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
 * Finds out that the host has ended: by the event, and by a look each second, for events that got lost. Used by the lookup's
 * thread.
 */
final class EndCheck {

    private static final Logger LOG = LoggerFactory.getLogger(EndCheck.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final HostWatch watch;
    private final ExecutorService thread;
    private final WaitableClock clock;
    private boolean looking;
    private Instant next;
    private Optional<String> reason = Optional.empty();

    EndCheck(HostWatch watch, ExecutorService thread, WaitableClock clock) {
        this.watch = watch;
        this.thread = thread;
        this.clock = clock;
        this.next = clock.now();
    }

    /** Begins to listen; see {@link #lookWhenDue} for {@code results}. */
    void listen(Consumer<Runnable> results) {
        var unused = watch.end().thenAccept(what -> results.accept(() -> reason = Optional.of(what)));
    }

    /**
     * Begins a look if it is time to and none goes on.
     *
     * @param results takes what is to be done on the lookup's thread when the look has come to an end; from any thread
     */
    void lookWhenDue(Consumer<Runnable> results) {
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

    /** Returns how long it is until {@link #lookWhenDue} has something to do; a whole interval where that is not known. */
    Duration untilDue() {
        return looking ? INTERVAL : Duration.between(clock.now(), next);
    }

    /** Returns what happened to the host; empty where it lives as far as is known. */
    Optional<String> reason() {
        return reason;
    }

    /** A look that goes on is interrupted. */
    void close() {
        thread.shutdownNow();
    }

    private Optional<String> look() {
        try {
            return watch.look();
        } catch (Throwable e) {
            // On this thread nobody else hears of it. The strategies may still find the address; if the place is gone
            // for good, they will say so.
            LOG.debug("Whether the host lives cannot be told", e);
            return Optional.empty();
        }
    }
}
