package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtConnection.Registration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.Libvirt.VirConnectDomainEventCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watches of one connection. Each is registered for its domain alone, so that what happens to others stays with the
 * hypervisor.
 *
 * <p>Registers and deregisters under a lock: the last registration may hold the last reference to a connection that is
 * being closed. What the event loop calls does not take it.
 */
final class LibvirtWatches {

    private static final Logger LOG = LoggerFactory.getLogger(LibvirtWatches.class);

    private final LibvirtConnection connection;
    private final Map<Watch, Registration> open = new LinkedHashMap<>();

    /** Is there from the first watch on. */
    private @Nullable Registration anchor;

    LibvirtWatches(LibvirtConnection connection) {
        this.connection = connection;
    }

    DomainWatch watch(UUID uuid, Consumer<String> whenEnded) {
        EndReport report = new EndReport(whenEnded);
        return register(
                uuid,
                (source, domain, event, detail, opaque) -> {
                    DomainEnd.of(event, detail).ifPresent(report);
                    return 0;
                },
                new Watch(report::cancel));
    }

    DomainWatch listen(UUID uuid, Consumer<String> whenHappened) {
        AtomicBoolean cancelled = new AtomicBoolean();
        return register(
                uuid,
                (source, domain, event, detail, opaque) -> {
                    if (!cancelled.get()) {
                        tell(whenHappened, DomainHappening.of(event, detail));
                    }
                    return 0;
                },
                new Watch(() -> cancelled.set(true)));
    }

    /** Does not throw: it is libvirt that calls. */
    private static void tell(Consumer<String> whenHappened, String text) {
        try {
            whenHappened.accept(text);
        } catch (RuntimeException | Error e) {
            LOG.error("what listens to a domain failed when it was told that it {}", text, e);
        }
    }

    private synchronized DomainWatch register(UUID uuid, VirConnectDomainEventCallback callback, Watch watch) {
        Registration registration = connection.onLifecycle(uuid, callback);
        open.put(watch, registration);
        if (anchor == null) {
            anchor = connection.anchor();
        }
        return watch;
    }

    /** Ends what is still registered and would keep the connection open. */
    void close() {
        if (endAll()) {
            EventLoop.awaitTurn();
        }
    }

    /** Returns whether there was any watch. */
    private synchronized boolean endAll() {
        open.forEach((watch, registration) -> watch.end(registration));
        open.clear();
        if (anchor == null) {
            return false;
        }
        anchor.end();
        anchor = null;
        return true;
    }

    private synchronized void close(Watch watch) {
        Registration registration = open.remove(watch);
        if (registration != null) {
            watch.end(registration);
        }
    }

    private final class Watch implements DomainWatch {

        private final Runnable cancel;

        Watch(Runnable cancel) {
            this.cancel = cancel;
        }

        void end(Registration registration) {
            cancel.run();
            registration.end();
        }

        @Override
        public void close() {
            LibvirtWatches.this.close(this);
        }
    }
}
