package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainEnd;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
     */
    record End(String what, Instant noticed) {}

    private final Hypervisor hypervisor;
    private final UUID clone;
    private final Optional<ConnectionUrl> boundTo;
    private final WaitableClock clock;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final CompletableFuture<Instant> noticed = end.thenApply(what -> now());
    private final DomainWatch events;

    /**
     * Begins to watch.
     *
     * @param boundTo where the clone was started so that it ends with the connection; empty where it does not
     */
    CloneWatch(Hypervisor hypervisor, UUID clone, Optional<ConnectionUrl> boundTo, WaitableClock clock) {
        this.hypervisor = hypervisor;
        this.clone = clone;
        this.boundTo = boundTo;
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
        return end.thenApply(this::explained);
    }

    @Override
    public Optional<String> look() {
        return state().map(this::explained);
    }

    private Optional<String> state() {
        return DomainEnd.of(hypervisor.state(clone));
    }

    /** Adds the reason where the connection was lost that the clone was bound to. */
    private String explained(String what) {
        return boundTo.flatMap(url -> events.lostConnection()
                        .map(when -> what + ": the connection to libvirt at " + url + " was lost at "
                                + when.truncatedTo(ChronoUnit.SECONDS)
                                + ", and libvirt ends a clone with the connection that started it, also when libvirtd is"
                                + " stopped or restarted, unless " + LibvirtKeys.AUTODESTROY.name() + " is false"))
                .orElse(what);
    }

    /**
     * Returns what became of the clone where it does not run any more. Asks the hypervisor only where an end was heard of, or
     * could have been missed since the connection was lost: an event is told once, and somebody may have started the clone
     * again. Where the hypervisor cannot be asked, nothing speaks against the clone.
     */
    Optional<End> findEnd() {
        boolean heard = noticed.isDone();
        if (!heard && events.lostConnection().isEmpty() && hypervisor.isAlive()) {
            return Optional.empty();
        }
        try {
            return state().map(state ->
                    heard ? new End(explained(end.join()), noticed.join()) : new End(explained(state), clock.now()));
        } catch (HypervisorException e) {
            LOG.debug("whether the clone {} runs cannot be told: {}", clone, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Refuses a clone that has ended.
     *
     * @param when says for people what was done last
     */
    void requireAlive(String name, String when) {
        look().ifPresent(what -> {
            throw new CloudHostException("the clone '" + name + "' " + what + " " + when);
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
