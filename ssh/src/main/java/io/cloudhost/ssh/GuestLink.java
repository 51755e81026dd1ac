package io.cloudhost.ssh;

import io.cloudhost.ssh.internal.LoginRefusedException;
import io.cloudhost.ssh.internal.SshDialer;
import io.cloudhost.ssh.internal.SshFailureException;
import io.cloudhost.ssh.internal.SshServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.SessionFactory;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a machine, from when it is begun until the last that uses it has ended. Thread-safe.
 *
 * <p>It ends by closing its socket, which nothing can delay; whoever uses it then gets an exception.
 */
final class GuestLink {

    private final SshServer server;
    private final Optional<SshServer> jump;
    private final SshDialer dialer;
    private final CompletableFuture<String> loss = new CompletableFuture<>();
    private volatile @Nullable SSHClient client;
    private volatile @Nullable SSHClient gate;
    private volatile boolean ended;
    private int users;
    private boolean retired;

    GuestLink(SshServer server, Optional<SshServer> jump, Config config) {
        this.server = server;
        this.jump = jump;
        this.dialer = new SshDialer(config);
    }

    /** Connects and logs in. Without a limit of its own: {@link #end()} ends it. */
    void connect() {
        try {
            if (jump.isPresent()) {
                gate = dialer.dial(jump.get());
                client = dialer.dial(server, gate, jump.get());
            } else {
                client = dialer.dial(server);
            }
        } catch (LoginRefusedException e) {
            if (e.server().equals(server)) {
                throw SshFailureException.passing(
                        e.getMessage() + ". While the machine boots, that may change", e.getCause());
            }
            throw e;
        }
        watch(client);
        watch(gate);
        if (isEnded()) {
            // It may have been ended before there was a socket that could be closed.
            dialer.abort();
        }
    }

    /** Says what is going on, for people. */
    String activity() {
        return dialer.activity();
    }

    /** Counts the caller among the users until it leaves, unless this connection is not for new ones. */
    synchronized boolean enter() {
        if (retired || !isConnected()) {
            return false;
        }
        users++;
        return true;
    }

    synchronized void leave() {
        users--;
        endIfIdle();
    }

    /** Lets nobody in any more, and ends when the last one has left. */
    synchronized void retire() {
        retired = true;
        endIfIdle();
    }

    /** Ends it at once. Idempotent. */
    void end() {
        ended = true;
        loss.complete("it was closed here");
        dialer.abort();
    }

    /** Completed with the reason when there is no connection any more. */
    CompletableFuture<String> loss() {
        return loss;
    }

    boolean isEnded() {
        return ended;
    }

    /** Opens further channels. */
    SessionFactory sessions() {
        SSHClient connected = client;
        if (connected == null) {
            throw new IllegalStateException("not connected");
        }
        return new SessionFactory() {
            @Override
            public Session startSession() throws ConnectionException, TransportException {
                try {
                    return connected.startSession();
                } catch (IllegalStateException e) {
                    // What sshj says when the connection was lost just now.
                    throw new ConnectionException(e.getMessage(), e);
                }
            }

            @Override
            public InetSocketAddress getRemoteSocketAddress() {
                return connected.getRemoteSocketAddress();
            }
        };
    }

    /** Opens a channel. */
    Session open() throws IOException {
        dialer.begin("opening a channel to " + this);
        return sessions().startSession();
    }

    /** Tells whether a failure means that the whole connection is gone. */
    boolean isLost(Throwable failure) {
        return !isConnected()
                || Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                        .limit(20)
                        .anyMatch(cause -> cause instanceof TransportException || cause instanceof SocketException);
    }

    /** Names the account. */
    @Override
    public String toString() {
        return server.account();
    }

    private boolean isConnected() {
        SSHClient connected = client;
        SSHClient between = gate;
        return !loss.isDone()
                && connected != null
                && connected.isConnected()
                && (between == null || between.isConnected());
    }

    private void watch(@Nullable SSHClient connected) {
        if (connected != null) {
            connected
                    .getTransport()
                    .setDisconnectListener(
                            (reason, message) -> loss.complete(message == null ? reason.toString() : message));
        }
    }

    private void endIfIdle() {
        if (retired && users == 0) {
            end();
        }
    }
}
