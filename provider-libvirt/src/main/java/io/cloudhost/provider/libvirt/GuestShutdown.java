package io.cloudhost.provider.libvirt;

import io.cloudhost.core.WaitableClock;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a guest to shut down, and waits for its end, for as long as it may take. What has not ended then is for others. */
final class GuestShutdown {

    private static final Logger LOG = LoggerFactory.getLogger(GuestShutdown.class);

    /** An event tells at once; these looks are for one that got lost, or where there are none. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(200);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Hypervisor hypervisor;
    private final WaitableClock clock;
    private final Duration limit;

    GuestShutdown(Hypervisor hypervisor, WaitableClock clock, Duration limit) {
        this.hypervisor = hypervisor;
        this.clock = clock;
        this.limit = limit;
    }

    void attempt(String name, UUID clone, CloneWatch watch) throws InterruptedException {
        if (watch.look().isPresent()) {
            return;
        }
        hypervisor.shutdown(clone);
        if (await(watch)) {
            LOG.debug("{} has shut down", name);
        } else {
            LOG.warn("{} has not shut down within {} s, and is destroyed", name, limit.toSeconds());
        }
    }

    private boolean await(CloneWatch watch) throws InterruptedException {
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        var unused = watch.end().thenAccept(ends::add);
        Instant deadline = clock.now().plus(limit);
        Duration pause = FIRST_LOOK;
        while (true) {
            Duration left = Duration.between(clock.now(), deadline);
            boolean heard = clock.poll(ends, shorter(pause, left)) != null;
            Optional<String> end = watch.look();
            if (end.isPresent()) {
                return true;
            }
            if (!heard && !clock.now().isBefore(deadline)) {
                return false;
            }
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
