package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.provider.libvirt.internal.hypervisor.WhenLost.Then;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one user has of a shared connection. Closing it leaves the others theirs. */
final class Share implements Invocation.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(Share.class);

    private final ConnectionUrl url;
    private final SharedConnection connection;
    private final Runnable giveBack;
    private final Set<KeptWatch> watches = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private Share(ConnectionUrl url, SharedConnection connection, Runnable giveBack) {
        this.url = url;
        this.connection = connection;
        this.giveBack = giveBack;
    }

    /** Returns a hypervisor behind a shared connection, which is given back when that is closed. */
    static Hypervisor of(ConnectionUrl url, SharedConnection connection, Runnable giveBack) {
        return Invocation.hypervisor(url, new Share(url, connection, giveBack));
    }

    @Override
    public @Nullable Object handle(Invocation call) throws Throwable {
        return switch (call.name()) {
            case "close" -> {
                close();
                yield null;
            }
            case "isAlive" -> !isClosed() && connection.isAlive();
            default -> {
                if (isClosed()) {
                    throw DeferredClose.closed(url);
                }
                yield call.name().equals("watch") ? watch(call) : make(call, call::on);
            }
        };
    }

    /** Makes a call, and once more where the connection is lost under it and that does no harm. */
    private @Nullable Object make(Invocation call, Over over) throws Throwable {
        Hypervisor first = connection.live();
        try {
            return over.on(first);
        } catch (RuntimeException e) {
            if (!connection.isLostUnder(first)) {
                throw e;
            }
            if (whenLost(call) != Then.REPEATED) {
                throw new HypervisorException(
                        e.getMessage() + ". The connection to libvirt at " + url
                                + " was lost under this call, and it is unknown whether it was done",
                        e);
            }
            LOG.debug("The connection was lost under '{}', which is done again over the next one", call.name(), e);
            return over.on(connection.live());
        }
    }

    private interface Over {
        @Nullable
        Object on(Hypervisor hypervisor) throws Throwable;
    }

    /** What says nothing of itself is not done twice. */
    private static Then whenLost(Invocation call) {
        WhenLost said = call.method().getAnnotation(WhenLost.class);
        return said == null ? Then.FAILS : said.value();
    }

    @SuppressWarnings("unchecked") // as the method declares it
    private DomainWatch watch(Invocation call) throws Throwable {
        Consumer<String> whenEnded = (Consumer<String>) call.argument(1);
        KeptWatch watch = new KeptWatch((UUID) call.argument(0), whenEnded, this::forget);
        watches.add(watch);
        // Before it is registered, so that no loss goes unnoticed.
        connection.keep(watch);
        try {
            make(call, hypervisor -> {
                watch.register(hypervisor);
                return watch;
            });
        } catch (Throwable e) {
            watch.close();
            throw e;
        }
        if (isClosed()) {
            // Whoever closed this may not have seen it.
            watch.close();
            throw DeferredClose.closed(url);
        }
        return watch;
    }

    private void forget(KeptWatch watch) {
        connection.forget(watch);
        watches.remove(watch);
    }

    private void close() {
        if (isFirstClose()) {
            watches.forEach(KeptWatch::close);
            giveBack.run();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean isFirstClose() {
        boolean first = !closed;
        closed = true;
        return first;
    }
}
