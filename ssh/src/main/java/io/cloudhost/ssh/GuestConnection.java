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
            Channel channel = channel(thread, start);
            try {
                return carryOut(thread, patience.get(), task, channel);
            } finally {
                leave(channel.link());
            }
        }
    }

    /** A channel, and the connection that it is one of, which is entered and to be left. */
    private record Channel(GuestLink link, Session session) {}

    private Channel channel(WorkThread thread, Deadline start) throws InterruptedException {
        while (true) {
            Deadline limit = start.orIn(connectTimeout);
            if (!connecting.tryLock(TimeUnit.NANOSECONDS.convert(limit.left()), TimeUnit.NANOSECONDS)) {
                GuestLink other = current;
                throw noAnswer(limit, other == null ? "another use connects" : other.activity(), null);
            }
            GuestLink kept;
            try {
                kept = current;
                if (kept == null || !kept.enter()) {
                    return channelOfNewLink(thread, start, limit);
                }
            } finally {
                connecting.unlock();
            }
            Optional<Session> session = channelOf(kept, thread, start);
            if (session.isPresent()) {
                return new Channel(kept, session.get());
            }
        }
    }

    /** Connects and opens the first channel before anybody else may: if that is not possible, trying again is of no use. */
    private Channel channelOfNewLink(WorkThread thread, Deadline start, Deadline limit) throws InterruptedException {
        GuestLink link = new GuestLink(server.now(), server.jump(), config);
        GuestLink before = current;
        if (before != null) {
            before.retire();
        }
        current = link;
        boolean opened = false;
        try {
            connect(thread, limit, link);
            link.enter();
            Session session = thread.call(start.orIn(connectTimeout), link.loss(), link::open);
            opened = true;
            return new Channel(link, session);
        } catch (TimeoutException e) {
            throw noAnswer(limit, link.activity(), e);
        } catch (IOException e) {
            throw SshFailureException.passing(link + " lets nothing be run: " + SshDialer.reason(e), e);
        } finally {
            if (!opened) {
                link.end();
                links.remove(link);
            }
        }
    }

    private void connect(WorkThread thread, Deadline limit, GuestLink link)
            throws IOException, TimeoutException, InterruptedException {
        links.add(link);
        if (closed) {
            throw SshFailureException.permanent("closed", null);
        }
        thread.call(limit, Executors.callable(link::connect));
    }

    /** Opens a channel; empty where another connection may be better. Nothing has been run in the machine until then. */
    private Optional<Session> channelOf(GuestLink kept, WorkThread thread, Deadline start) throws InterruptedException {
        Deadline limit = start.orIn(connectTimeout);
        boolean opened = false;
        try {
            Session session = thread.call(limit, kept.loss(), kept::open);
            opened = true;
            return Optional.of(session);
        } catch (IOException e) {
            return Optional.empty();
        } catch (TimeoutException e) {
            if (start.isOver()) {
                throw noAnswer(limit, kept.activity(), e);
            }
            return Optional.empty();
        } finally {
            if (!opened) {
                kept.retire();
                leave(kept);
            }
        }
    }

    private void leave(GuestLink link) {
        link.leave();
        links.removeIf(GuestLink::isEnded);
    }

    private static <T> T carryOut(WorkThread thread, Patience patience, Task<T> task, Channel channel)
            throws InterruptedException {
        GuestLink link = channel.link();
        boolean ended = false;
        try {
            T result = thread.call(patience, link.loss(), () -> {
                try (Session session = channel.session()) {
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
