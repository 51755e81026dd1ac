package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainState;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches a clone that has been started, until closed. Where the hypervisor tells of no events, looks must do. */
final class CloneWatch implements HostWatch, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloneWatch.class);
    private static final DomainWatch NO_EVENTS = () -> {};

    private final Hypervisor hypervisor;
    private final UUID clone;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final DomainWatch events;

    CloneWatch(Hypervisor hypervisor, UUID clone) {
        this.hypervisor = hypervisor;
        this.clone = clone;
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

    /** Refuses a clone that has ended since its address was found. */
    void requireAlive(String name) {
        look().ifPresent(what -> {
            throw new CloudHostException("the clone '" + name + "' " + what + " when its address had just been found");
        });
    }

    @Override
    public void close() {
        events.close();
    }
}
