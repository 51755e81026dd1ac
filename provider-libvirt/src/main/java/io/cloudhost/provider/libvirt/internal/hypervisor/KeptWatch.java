package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watch that outlives the connection it was opened over: it is registered again over each one that comes after.
 *
 * <p>The lock guards the fields alone; no call of libvirt is made while it is held.
 */
final class KeptWatch implements DomainWatch {

    private static final Logger LOG = LoggerFactory.getLogger(KeptWatch.class);

    private final UUID domain;
    private final EndReport report;
    private final Consumer<KeptWatch> whenClosed;
    private @Nullable DomainWatch registration;
    private Optional<Instant> lost = Optional.empty();
    private boolean closed;

    KeptWatch(UUID domain, Consumer<String> whenEnded, Consumer<KeptWatch> whenClosed) {
        this.domain = domain;
        this.report = new EndReport(whenEnded);
        this.whenClosed = whenClosed;
    }

    /** Registers over a connection, in the place of a registration that is there already. */
    void register(Hypervisor connection) {
        DomainWatch fresh = connection.watch(domain, report);
        DomainWatch needless = replace(fresh);
        if (needless != null) {
            needless.close();
        }
    }

    /** Registers over a new connection, and looks for an end that nobody was told of while there was none. */
    void restore(Hypervisor connection) {
        if (report.isDone()) {
            return;
        }
        try {
            register(connection);
        } catch (HypervisorException e) {
            // Perhaps since the domain is gone, which the state tells.
            LOG.debug("the domain {} is not listened to", domain, e);
        }
        DomainEnd.of(connection.state(domain)).ifPresent(report);
    }

    /** Notes a loss. */
    synchronized void lost(Instant when) {
        lost = lost.or(() -> Optional.of(when));
    }

    @Override
    public synchronized Optional<Instant> lostConnection() {
        return lost;
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        report.cancel();
        DomainWatch last = end();
        if (last != null) {
            last.close();
        }
    }

    private synchronized @Nullable DomainWatch replace(DomainWatch fresh) {
        if (closed) {
            return fresh;
        }
        DomainWatch former = registration;
        registration = fresh;
        return former;
    }

    private synchronized @Nullable DomainWatch end() {
        closed = true;
        DomainWatch last = registration;
        registration = null;
        return last;
    }
}
