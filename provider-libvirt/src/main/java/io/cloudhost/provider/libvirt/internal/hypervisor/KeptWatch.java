package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A watch that outlives the connection it was opened over. */
final class KeptWatch implements Kept, DomainWatch {

    private static final Logger LOG = LoggerFactory.getLogger(KeptWatch.class);

    private final UUID domain;
    private final EndReport report;
    private final Consumer<Kept> whenClosed;
    private final Renewed registration = new Renewed();
    private volatile Optional<Instant> lost = Optional.empty();

    KeptWatch(UUID domain, Consumer<String> whenEnded, Consumer<Kept> whenClosed) {
        this.domain = domain;
        this.report = new EndReport(whenEnded);
        this.whenClosed = whenClosed;
    }

    @Override
    public void open(Hypervisor connection) {
        registration.put(connection.watch(domain, report)::close);
    }

    /** Looks for an end, too, that nobody was told of while there was no connection. */
    @Override
    public boolean restore(Hypervisor connection) {
        if (report.isDone()) {
            return true;
        }
        try {
            open(connection);
        } catch (HypervisorException e) {
            // Perhaps since the domain is gone, which the state tells.
            LOG.debug("the domain {} is not listened to", domain, e);
        }
        DomainEnd.of(connection.state(domain)).ifPresent(report);
        return true;
    }

    @Override
    public synchronized void lost(Instant when) {
        lost = lost.or(() -> Optional.of(when));
    }

    @Override
    public Optional<Instant> lostConnection() {
        return lost;
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        report.cancel();
        registration.close();
    }
}
