package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.settings.Similarity;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainState;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.DomainDescription;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorConnector;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to the hypervisor and finds the base domain there. Owns the connection, for all steps that follow and for as
 * long as the host lives: a clone may end with the connection that started it.
 */
final class ResolveBase implements SetupStep {

    private static final Logger LOG = LoggerFactory.getLogger(ResolveBase.class);

    private final CloneRequest request;
    private final HypervisorConnector connector;

    /** Asked by other threads, too, when they gather evidence. */
    private volatile @Nullable Hypervisor hypervisor;

    private volatile @Nullable DomainDescription base;

    ResolveBase(CloneRequest request, HypervisorConnector connector) {
        this.request = request;
        this.connector = connector;
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.RESOLVE;
    }

    @Override
    public String perform() {
        Hypervisor connected = connector.connect(request.url());
        hypervisor = connected;
        DomainDescription found = connected.domain(request.base()).orElseThrow(() -> missing(connected));
        requireAtRest(found);
        base = found;
        LOG.debug("The base is\n{}", found.xml());
        return found.name() + " at " + request.url();
    }

    @Override
    public void undo() {
        Hypervisor connected = hypervisor;
        if (connected != null) {
            connected.close();
            hypervisor = null;
        }
    }

    /** Returns the open connection; only for steps that come later. */
    Hypervisor hypervisor() {
        return require(hypervisor);
    }

    /** Looks at the base once more: somebody may have started it since. */
    void requireStillAtRest() {
        requireAtRest(hypervisor().domain(request.base()).orElseThrow(() -> missing(hypervisor())));
    }

    /** Tells whether the connection can still be used. */
    boolean isConnected() {
        Hypervisor connected = hypervisor;
        return connected != null && connected.isAlive();
    }

    /** Undoes something, perhaps after this step was undone: a teardown that failed can be tried again. */
    void undoOverConnection(Consumer<Hypervisor> undoing) {
        try (Hypervisor another = connector.connect(request.url())) {
            undoing.accept(another);
        }
    }

    /** Returns the base, once it is found. */
    Optional<DomainDescription> found() {
        return Optional.ofNullable(base);
    }

    /** Returns the base; only for steps that come later. */
    DomainDescription base() {
        return require(base);
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the base is not resolved yet");
        }
        return value;
    }

    private void requireAtRest(DomainDescription domain) {
        if (domain.state() != DomainState.SHUT_OFF) {
            throw new CloudHostException(
                    "the base domain '" + domain.name() + "' is " + domain.state(),
                    "Only a domain that is shut off can be cloned, since its disks must not change: "
                            + request.url().virsh("shutdown", domain.name()),
                    null);
        }
        if (domain.saved()) {
            throw new CloudHostException(
                    "the base domain '" + domain.name() + "' was saved with its memory, and its disks"
                            + " are as they were in the middle of its work",
                    "Start it and shut it down, or give the memory up: "
                            + request.url().virsh("managedsave-remove", domain.name()),
                    null);
        }
    }

    private CloudHostException missing(Hypervisor connected) {
        List<String> names = connected.domainNames();
        String known = names.isEmpty()
                ? "It has no domains at all"
                : "It has: " + String.join(", ", names)
                        + Similarity.closest(request.base(), names)
                                .map(close -> ". Did you mean '" + close + "'?")
                                .orElse("");
        return request.settings()
                .refusal(LibvirtKeys.BASE_DOMAIN, "no domain of this name at " + request.url() + ". " + known);
    }
}
