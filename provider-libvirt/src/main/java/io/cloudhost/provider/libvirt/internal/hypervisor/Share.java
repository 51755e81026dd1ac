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
    private final Set<Kept> open = ConcurrentHashMap.newKeySet();
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
                yield switch (call.name()) {
                    case "watch" -> keep(call, new KeptWatch(domain(call), consumer(call), this::forget));
                    case "listen" -> keep(call, new KeptListener(domain(call), consumer(call), this::forget));
                    case "readConsole" ->
                        keep(call, new KeptConsole(domain(call), (ConsoleReceiver) call.argument(1), this::forget));
                    default -> make(call, call::on);
                };
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

    private static UUID domain(Invocation call) {
        return (UUID) call.argument(0);
    }

    @SuppressWarnings("unchecked") // as the methods declare it
    private static Consumer<String> consumer(Invocation call) {
        return (Consumer<String>) call.argument(1);
    }

    /** Opens something that is to be open until it is closed, or this is. */
    private Kept keep(Invocation call, Kept fresh) throws Throwable {
        open.add(fresh);
        // Before it is opened, so that no loss goes unnoticed.
        connection.keep(fresh);
        try {
            make(call, hypervisor -> {
                fresh.open(hypervisor);
                return fresh;
            });
        } catch (Throwable e) {
            fresh.close();
            throw e;
        }
        if (isClosed()) {
            // Whoever closed this may not have seen it.
            fresh.close();
            throw DeferredClose.closed(url);
        }
        return fresh;
    }

    private void forget(Kept closed) {
        connection.forget(closed);
        open.remove(closed);
    }

    private void close() {
        if (isFirstClose()) {
            open.forEach(Kept::close);
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
