package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener to all that happens to a domain, which outlives the connection that it was registered with. */
final class KeptListener implements Kept, DomainWatch {

    private static final Logger LOG = LoggerFactory.getLogger(KeptListener.class);

    private final UUID domain;
    private final Consumer<String> whenHappened;
    private final Consumer<Kept> whenClosed;
    private final Renewed registration = new Renewed();

    KeptListener(UUID domain, Consumer<String> whenHappened, Consumer<Kept> whenClosed) {
        this.domain = domain;
        this.whenHappened = whenHappened;
        this.whenClosed = whenClosed;
    }

    @Override
    public void open(Hypervisor connection) {
        registration.put(connection.listen(domain, whenHappened)::close);
    }

    @Override
    public boolean restore(Hypervisor connection) {
        whenHappened.accept("may have missed events: the connection to libvirt was lost, and is replaced");
        try {
            open(connection);
        } catch (HypervisorException e) {
            LOG.debug("the domain {} is not listened to", domain, e);
        }
        return true;
    }

    @Override
    public void lost(Instant when) {
        // Told of when it is over: nothing is done under the lock that this is called under.
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        registration.close();
    }
}
