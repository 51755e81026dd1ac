package io.cloudhost.provider.libvirt.internal.hypervisor;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection open until the last call over it has ended. A call within libvirt can be neither interrupted nor given
 * a limit, so that a close cannot wait for it; and one whose connection is closed under it can end the process.
 */
final class DeferredClose implements Invocation.Handler {

    private final Hypervisor hypervisor;
    private final ConnectionUrl url;

    /** The calls that are under way, and one more until it is closed. */
    private int users = 1;

    private boolean closed;

    private DeferredClose(Hypervisor hypervisor, ConnectionUrl url) {
        this.hypervisor = hypervisor;
        this.url = url;
    }

    /** Returns the same hypervisor, whose last call closes it where its close comes earlier. */
    static Hypervisor of(Hypervisor hypervisor, ConnectionUrl url) {
        return Invocation.hypervisor(url, new DeferredClose(hypervisor, url));
    }

    @Override
    public @Nullable Object handle(Invocation call) throws Throwable {
        return switch (call.name()) {
            case "close" -> {
                close();
                yield null;
            }
            case "isAlive" -> begin() && Boolean.TRUE.equals(run(call));
            default -> {
                if (!begin()) {
                    throw closed(url);
                }
                yield run(call);
            }
        };
    }

    /** Makes the exception for a call that comes too late. */
    static HypervisorException closed(ConnectionUrl url) {
        return new HypervisorException("cannot ask libvirt at " + url + ": the connection is closed", null);
    }

    private @Nullable Object run(Invocation call) throws Throwable {
        try {
            return call.on(hypervisor);
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        if (!closed) {
            users++;
        }
        return !closed;
    }

    private void end() {
        if (isLast()) {
            hypervisor.close();
        }
    }

    private synchronized boolean isLast() {
        users--;
        return users == 0;
    }

    private void close() {
        if (isFirstClose()) {
            end();
        }
    }

    private synchronized boolean isFirstClose() {
        boolean first = !closed;
        closed = true;
        return first;
    }
}
