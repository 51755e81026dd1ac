package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainState;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches a clone from its start on, until closed. Where the hypervisor tells of no events, looks must do. */
final class CloneWatch implements HostWatch, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloneWatch.class);
    private static final DomainWatch NO_EVENTS = () -> {};

    /**
     * What became of the clone.
     *
     * @param what completes "the clone …"
     * @param noticed when it was heard of
     * @param lostConnection when the connection was lost first since the clone was started, if it was
     */
    record End(String what, Instant noticed, Optional<Instant> lostConnection) {}

    private final Hypervisor hypervisor;
    private final UUID clone;
    private final WaitableClock clock;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final CompletableFuture<Instant> noticed = end.thenApply(what -> now());
    private final DomainWatch events;

    CloneWatch(Hypervisor hypervisor, UUID clone, WaitableClock clock) {
        this.hypervisor = hypervisor;
        this.clone = clone;
        this.clock = clock;
        this.events = listen();
    }

    private DomainWatch listen() {
        try {
            return hypervisor.watch(clone, end::complete);
        } catch (HypervisorException e) {
            LOG.debug("there will be no events of the clone {}: {}", clone, e.getMessage());
            return NO_EVENTS;
        }
    }

    @Override
    public CompletionStage<String> end() {
        return end;
    }

    @Override
    public Optional<String> look() {
        Optional<DomainState> state = hypervisor.state(clone);
        if (state.isEmpty()) {
            return Optional.of("is gone");
        }
        return switch (state.get()) {
            case SHUT_OFF -> Optional.of("is shut off");
            case CRASHED -> Optional.of("has crashed");
            default -> Optional.empty();
        };
    }

    /**
     * Returns what became of the clone where an end was heard of and it does not run now, and asks the hypervisor only then.
     * An event is told once: from then on each call looks.
     */
    Optional<End> findEnd() {
        if (!noticed.isDone() || look().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new End(end.join(), noticed.join(), events.lostConnection()));
    }

    /** Refuses a clone that has ended since its address was found. */
    void requireAlive(String name) {
        look().ifPresent(what -> {
            throw new CloudHostException("the clone '" + name + "' " + what + " when its address had just been found");
        });
    }

    private Instant now() {
        return clock.now();
    }

    @Override
    public void close() {
        events.close();
    }
}
