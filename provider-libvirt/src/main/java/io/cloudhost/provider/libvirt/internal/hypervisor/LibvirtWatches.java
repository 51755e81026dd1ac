package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtConnection.Registration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

    synchronized DomainWatch watch(UUID uuid, Consumer<String> whenEnded) {
        Watch watch = new Watch(whenEnded);
        Registration registration = connection.onLifecycle(uuid, (source, domain, event, detail, opaque) -> {
            DomainEnd.of(event, detail).ifPresent(watch::tell);
            return 0;
        });
        open.put(watch, registration);
        if (anchor == null) {
            anchor = connection.anchor();
        }
        return watch;
    }

    /** Ends what is still registered and would keep the connection open. */
    synchronized void close() {
        open.forEach((watch, registration) -> watch.end(registration));
        open.clear();
        if (anchor != null) {
            anchor.end();
            anchor = null;
        }
    }

    private synchronized void close(Watch watch) {
        Registration registration = open.remove(watch);
        if (registration != null) {
            watch.end(registration);
        }
    }

    private final class Watch implements DomainWatch {

        private final Consumer<String> whenEnded;
        private final AtomicBoolean done = new AtomicBoolean();

        Watch(Consumer<String> whenEnded) {
            this.whenEnded = whenEnded;
        }

        void end(Registration registration) {
            done.set(true);
            registration.end();
        }

        void tell(String text) {
            if (done.getAndSet(true)) {
                return;
            }
            try {
                whenEnded.accept(text);
            } catch (RuntimeException | Error e) {
                LOG.error("what waits for the end of a domain failed when it was told of it", e);
            }
        }

        @Override
        public void close() {
            LibvirtWatches.this.close(this);
        }
    }
}
