package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtConnection.Registration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watches of one connection. Each is registered for its domain alone, so that what happens to others stays with the
 * hypervisor.
 *
 * <p>Registers and deregisters under a lock: the last registration may hold the last reference to a connection that is
 * being closed. What the event loop calls does not take it.
 */
final class LibvirtWatches {

    private final LibvirtConnection connection;
    private final Map<Watch, Registration> open = new LinkedHashMap<>();

    /** Is there from the first watch on. */
    private @Nullable Registration anchor;

    LibvirtWatches(LibvirtConnection connection) {
        this.connection = connection;
    }

    synchronized DomainWatch watch(UUID uuid, Consumer<String> whenEnded) {
        Watch watch = new Watch(new EndReport(whenEnded));
        Registration registration = connection.onLifecycle(uuid, (source, domain, event, detail, opaque) -> {
            DomainEnd.of(event, detail).ifPresent(watch.report);
            return 0;
        });
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

        private final EndReport report;

        Watch(EndReport report) {
            this.report = report;
        }

        void end(Registration registration) {
            report.cancel();
            registration.end();
        }

        @Override
        public void close() {
            LibvirtWatches.this.close(this);
        }
    }
}
