package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt.VirConnectDomainEventCallback;
import org.libvirt.jna.Libvirt.VirFreeCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watches of one connection. Each is registered for its domain alone, so that what happens to others stays with the
 * hypervisor.
 *
 * <p>Registers and deregisters under a lock: the last registration may hold the last reference to a connection that is
 * being closed. Callbacks do not take it.
 */
final class LibvirtWatches {

    private static final Logger LOG = LoggerFactory.getLogger(LibvirtWatches.class);

    private final LibvirtConnection connection;
    private final Set<Watch> open = new HashSet<>();

    LibvirtWatches(LibvirtConnection connection) {
        this.connection = connection;
    }

    synchronized DomainWatch watch(UUID uuid, Consumer<String> whenEnded) {
        Watch watch = new Watch(whenEnded);
        LibvirtCall.call("watch the domain " + uuid, () -> watch.register(uuid));
        open.add(watch);
        return watch;
    }

    /** Closes the watches that are still open, each of which would keep the connection open. */
    synchronized void close() {
        open.forEach(Watch::deregister);
        open.clear();
    }

    private synchronized void close(Watch watch) {
        if (open.remove(watch)) {
            watch.deregister();
        }
    }

    private final class Watch implements DomainWatch {

        private final Consumer<String> whenEnded;
        private final AtomicBoolean done = new AtomicBoolean();
        private final VirConnectDomainEventCallback callback = (connection, domain, event, detail, opaque) -> {
            DomainEnd.of(event, detail).ifPresent(this::end);
            return 0;
        };
        private final VirFreeCallback released = opaque -> EventLoop.release(this);
        private int registration;

        Watch(Consumer<String> whenEnded) {
            this.whenEnded = whenEnded;
        }

        boolean register(UUID uuid) throws LibvirtException {
            boolean registered = false;
            EventLoop.hold(this);
            try {
                registration = connection.registerLifecycle(uuid, callback, released);
                registered = true;
            } finally {
                if (!registered) {
                    EventLoop.release(this);
                }
            }
            return registered;
        }

        void deregister() {
            done.set(true);
            connection.deregister(registration);
        }

        private void end(String text) {
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
