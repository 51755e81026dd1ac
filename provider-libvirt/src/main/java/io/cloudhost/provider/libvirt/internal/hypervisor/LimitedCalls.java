package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.spi.AddressReports;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets no more calls into a connection at a time than leave room for the pings that keep it alive.
 *
 * <p>Libvirtd takes no more than five requests of a client ({@code max_client_requests}) until it has answered one of them,
 * and reads nothing of it meanwhile, pings included. Five calls that take half a minute, be it since five QEMUs hang, make
 * it give the connection up, and end every clone that is bound to it.
 */
final class LimitedCalls implements Invocation.Handler {

    private static final int AT_A_TIME = 4;

    /** What a guest is asked takes seconds where its agent hangs, and must not keep out what is asked of libvirt itself. */
    private static final int OF_GUESTS = 2;

    /** Many hosts may be set up at once; so long no call has ever taken. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Those that ask libvirtd nothing, and the one that goes on for minutes while it asks little: it reads a stream. */
    private static final Set<String> UNLIMITED = Set.of("isAlive", "close", "fingerprint");

    private final Hypervisor hypervisor;
    private final ConnectionUrl url;
    private final Duration limit;
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final Semaphore guestTurns = new Semaphore(OF_GUESTS, true);

    private LimitedCalls(Hypervisor hypervisor, ConnectionUrl url, Duration limit) {
        this.hypervisor = hypervisor;
        this.url = url;
        this.limit = limit;
    }

    /** Returns the same hypervisor, whose calls wait for their turn. */
    static Hypervisor of(Hypervisor hypervisor, ConnectionUrl url) {
        return of(hypervisor, url, LIMIT);
    }

    static Hypervisor of(Hypervisor hypervisor, ConnectionUrl url, Duration limit) {
        return Invocation.hypervisor(url, new LimitedCalls(hypervisor, url, limit));
    }

    @Override
    public @Nullable Object handle(Invocation call) throws Throwable {
        if (UNLIMITED.contains(call.name())) {
            return call.on(hypervisor);
        }
        return call.has(AddressReports.Source.AGENT)
                ? inTurn(guestTurns, () -> inTurn(turns, () -> call.on(hypervisor)))
                : inTurn(turns, () -> call.on(hypervisor));
    }

    private @Nullable Object inTurn(Semaphore free, Call call) throws Throwable {
        await(free);
        try {
            return call.run();
        } finally {
            free.release();
        }
    }

    private void await(Semaphore free) {
        if (free.tryAcquire()) {
            // Whoever cleans up although it is interrupted is refused only where it would have to wait.
            return;
        }
        try {
            if (!free.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HypervisorException(
                        "cannot ask libvirt at " + url + ": the calls before this one have had no answer within "
                                + limit.toSeconds() + " s. Look for a QEMU that hangs, and at the log of libvirtd",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException("interrupted while others asked libvirt at " + url, e);
        }
    }

    private interface Call {
        @Nullable
        Object run() throws Throwable;
    }
}
