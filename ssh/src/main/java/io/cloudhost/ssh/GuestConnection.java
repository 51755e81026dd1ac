package io.cloudhost.ssh;

import io.cloudhost.ssh.internal.SshDialer;
import io.cloudhost.ssh.internal.SshFailureException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a machine: made when it is needed, kept, shared by all who use it at the same time, and made anew where it
 * was lost. Thread-safe.
 *
 * <p>A connection on which something was given up is used for nothing new: what was given up may go on in the machine, and
 * servers count it among what they let one connection do at a time. So there may be several connections for a while, and one
 * more where a server opens no further channel on one that others use too.
 */
final class GuestConnection implements AutoCloseable {

    private final GuestServer server;
    private final Config config;
    private final Duration connectTimeout;
    private final String threadName;
    private final Set<GuestLink> links = ConcurrentHashMap.newKeySet();
    /** Held by whoever connects, so that all others wait for that. */
    private final ReentrantLock connecting = new ReentrantLock();

    private volatile @Nullable GuestLink current;
    private volatile boolean closed;

    GuestConnection(GuestServer server, Config config, Duration connectTimeout, String threadName) {
        this.server = server;
        this.config = config;
        this.connectTimeout = connectTimeout;
        this.threadName = threadName;
    }

    /**
     * Does something in the machine.
     *
     * @param start until when it must have begun
     * @param patience how long it may take, once there is a connection
     * @throws SshFailureException when it could not be done
     */
    <T> T use(Deadline start, Supplier<Patience> patience, Task<T> task) throws InterruptedException {
        try (WorkThread thread = new WorkThread(threadName)) {
            while (true) {
                Place place = enter(thread, start);
                GuestLink link = place.link();
                try {
                    Optional<Session> session = open(thread, start, place);
                    if (session.isPresent()) {
                        return carryOut(thread, patience.get(), task, link, session.get());
                    }
                } finally {
                    link.leave();
                    links.removeIf(GuestLink::isEnded);
                }
            }
        }
    }

    /**
     * Where one use takes place.
     *
     * @param made whether the connection was made for it, so that another one would be no better
     */
    private record Place(GuestLink link, boolean made) {}

    private Place enter(WorkThread thread, Deadline start) throws InterruptedException {
        Deadline limit = start.orIn(connectTimeout);
        if (!connecting.tryLock(limit.left().toNanos(), TimeUnit.NANOSECONDS)) {
            GuestLink other = current;
            throw noAnswer(limit, other == null ? "waiting for another to connect" : other.activity(), null);
        }
        try {
            GuestLink kept = current;
            if (kept != null && kept.enter()) {
                return new Place(kept, false);
            }
            if (kept != null) {
                kept.retire();
            }
            GuestLink link = new GuestLink(server.now(), server.jump(), config);
            current = link;
            connect(thread, limit, link);
            if (!link.enter()) {
                throw SshFailureException.passing("the connection to " + link + " was lost at once", null);
            }
            return new Place(link, true);
        } finally {
            connecting.unlock();
        }
    }

    private void connect(WorkThread thread, Deadline limit, GuestLink link) throws InterruptedException {
        links.add(link);
        boolean connected = false;
        try {
            if (closed) {
                throw SshFailureException.permanent("closed", null);
            }
            thread.call(limit, Executors.callable(link::connect));
            connected = true;
        } catch (TimeoutException e) {
            throw noAnswer(limit, link.activity(), e);
        } catch (IOException e) {
            throw new IllegalStateException("connecting throws nothing like that", e);
        } finally {
            if (!connected) {
                link.end();
                links.remove(link);
            }
        }
    }

    /** Opens a channel; empty where another connection may be better. Nothing has been run in the machine until then. */
    private Optional<Session> open(WorkThread thread, Deadline start, Place place) throws InterruptedException {
        GuestLink link = place.link();
        Deadline limit = start.orIn(connectTimeout);
        boolean opened = false;
        try {
            Session session = thread.call(limit, link.loss(), link::open);
            opened = true;
            return Optional.of(session);
        } catch (IOException e) {
            if (place.made()) {
                throw SshFailureException.passing(link + " lets nothing be run: " + SshDialer.reason(e), e);
            }
        } catch (TimeoutException e) {
            if (place.made() || start.isOver()) {
                throw noAnswer(limit, "opening a channel to " + link, e);
            }
        } finally {
            if (!opened) {
                link.retire();
            }
        }
        return Optional.empty();
    }

    private static <T> T carryOut(WorkThread thread, Patience patience, Task<T> task, GuestLink link, Session session)
            throws InterruptedException {
        boolean ended = false;
        try {
            T result = thread.call(patience, link.loss(), () -> {
                try (session) {
                    return task.on(session, link.sessions());
                }
            });
            ended = true;
            return result;
        } catch (TimeoutException e) {
            throw SshFailureException.passing(task.tooLong(link.toString(), patience.limit()), e);
        } catch (IOException e) {
            ended = true;
            throw SshFailureException.passing(
                    link.isLost(e)
                            ? "the connection to " + link + " was lost: " + reason(e) + task.afterLoss()
                            : reason(e),
                    e);
        } finally {
            if (!ended) {
                link.retire();
            }
        }
    }

    private static SshFailureException noAnswer(Deadline limit, String activity, @Nullable Throwable cause) {
        return SshFailureException.passing(
                "no answer within " + limit.limit().toMillis() + " ms while " + activity, cause);
    }

    /** Says what went wrong; many messages of file systems are but the path. */
    private static String reason(IOException failure) {
        return failure instanceof FileSystemException ? failure.toString() : SshDialer.reason(failure);
    }

    /** Names the threads. */
    String threadName() {
        return threadName;
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends all connections, and with them all that is done over them. Idempotent. */
    @Override
    public void close() {
        closed = true;
        links.forEach(GuestLink::end);
    }
}
