package io.cloudhost.ssh.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connect to servers and log in there, directly or through another server.
 *
 * <p>Nothing here has a time limit: {@link #abort()} ends whatever is going on. It and {@link #activity()} may be called from
 * any thread.
 */
public final class SshDialer {

    private static final Logger LOG = LoggerFactory.getLogger(SshDialer.class);
    /** sshj's own limits could only get in the way of the real one, with a message that says less. */
    private static final int NO_LIMIT_MILLIS = 24 * 60 * 60 * 1000;

    private static final Set<DisconnectReason> LOGIN_REFUSED =
            Set.of(DisconnectReason.NO_MORE_AUTH_METHODS_AVAILABLE, DisconnectReason.ILLEGAL_USER_NAME);
    /** How OpenSSH ends a connection on which too many keys were tried; the reason that it gives is "protocol error". */
    private static final String TOO_MANY = "Too many authentication failures";

    private final Config config;
    private volatile String activity = "starting";
    private volatile @Nullable Socket socket;

    /**
     * Create a dialer.
     *
     * @param config what sshj is to do how
     */
    public SshDialer(Config config) {
        this.config = config;
    }

    /**
     * Connect to a server and log in there.
     *
     * @param server the server
     * @return the connection, for the caller to close
     * @throws SshFailureException when that fails; nothing is left open then
     */
    public SSHClient dial(SshServer server) throws SshFailureException {
        activity = "connecting to the SSH server " + server;
        Socket connected = connect(server);
        SSHClient client = client();
        client.setSocketFactory(new ConnectedSocketFactory(connected));
        return ready(
                client,
                server,
                () -> client.connect(server.address().host(), server.address().port()));
    }

    /**
     * Connect to a server through another one and log in there.
     *
     * @param server the server
     * @param gate the connection to the other one. Whoever closes the result closes this one too
     * @param jump the other one
     * @return the connection, for the caller to close
     * @throws SshFailureException when that fails
     */
    public SSHClient dial(SshServer server, SSHClient gate, SshServer jump) throws SshFailureException {
        activity = "connecting to the SSH server " + server + " through " + jump;
        SSHClient client = client();
        return ready(client, server, () -> {
            try {
                client.connectVia(gate.newDirectConnection(
                        server.address().host(), server.address().port()));
            } catch (OpenFailException e) {
                throw refusedBy(jump, server, e);
            }
        });
    }

    /**
     * Note what the caller does with the connection.
     *
     * @param work what it does, for people
     */
    public void begin(String work) {
        activity = work;
    }

    /**
     * Say what is going on.
     *
     * @return e.g. {@code logging in as user@box:22}
     */
    public String activity() {
        return activity;
    }

    /** End whatever is going on, at once, and all connections with it. */
    public void abort() {
        Socket current = socket;
        if (current != null) {
            closeQuietly(current);
        }
    }

    /**
     * Close what is given up.
     *
     * @param closeable what to close
     */
    public static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // What is being closed is given up anyway, mostly because it is broken.
            LOG.debug("Closing {} failed", closeable, e);
        }
    }

    /**
     * Describe what a library threw.
     *
     * @param failure what it threw
     * @return its message, or where it has none its class
     */
    public static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private SSHClient client() {
        SSHClient client = new SSHClient(config);
        client.getTransport().setTimeoutMs(NO_LIMIT_MILLIS);
        client.getConnection().setTimeoutMs(NO_LIMIT_MILLIS);
        return client;
    }

    private Socket connect(SshServer server) {
        Socket fresh = new Socket();
        socket = fresh;
        try {
            InetSocketAddress address = new InetSocketAddress(
                    server.address().host(), server.address().port());
            if (address.isUnresolved()) {
                throw SshFailureException.passing(
                        "this computer cannot resolve the name of the SSH server " + server, null);
            }
            fresh.connect(address);
            return fresh;
        } catch (IOException e) {
            closeQuietly(fresh);
            throw SshFailureException.passing("no connection to the SSH server " + server + ": " + reason(e), e);
        }
    }

    /** Does all that follows until commands can be run, or leaves nothing open. */
    private SSHClient ready(SSHClient client, SshServer server, Connecting connecting) {
        RefusalKeeper hostKey = new RefusalKeeper(server.hostKey());
        client.addHostKeyVerifier(hostKey);
        boolean ready = false;
        try (DisconnectWatch watch = new DisconnectWatch()) {
            client.getTransport().setDisconnectListener(watch);
            exchangeKeys(server, hostKey, connecting);
            activity = "logging in as " + server.account();
            logIn(client, server, watch);
            ready = true;
            return client;
        } finally {
            if (!ready) {
                closeQuietly(client);
            }
        }
    }

    private static void exchangeKeys(SshServer server, RefusalKeeper hostKey, Connecting connecting) {
        try {
            connecting.connect();
        } catch (SshFailureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw hostKey.refusal()
                    .orElseGet(
                            () -> SshFailureException.passing("no SSH connection to " + server + ": " + reason(e), e));
        }
    }

    private static SshFailureException refusedBy(SshServer jump, SshServer server, OpenFailException e) {
        String message = "the jump host " + jump + " does not connect to " + server + ": " + reason(e);
        return e.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED
                ? SshFailureException.permanent(
                        message + ". Its administrator must allow the forwarding (AllowTcpForwarding, PermitOpen)", e)
                : SshFailureException.passing(message, e);
    }

    private static void logIn(SSHClient client, SshServer server, DisconnectWatch watch) {
        try {
            client.auth(server.user(), server.credentials().methods());
        } catch (UserAuthException | TransportException e) {
            // From here on an interrupt would only cut short what is left to ask.
            watch.close();
            boolean broken = causes(e).anyMatch(SshDialer::isBreak);
            if (broken && Stream.concat(causes(e), causes(end(client))).noneMatch(SshDialer::isRefusal)) {
                throw SshFailureException.passing(
                        "logging in as " + server.account() + " was broken off: " + reason(e), e);
            }
            throw new LoginRefusedException(server, e);
        }
    }

    /** Whoever writes to a connection that the server has just ended learns only that; its reader knows the reason. */
    private static @Nullable Throwable end(SSHClient client) {
        try {
            client.getTransport().join(1, TimeUnit.SECONDS);
            return null;
        } catch (TransportException e) {
            return e;
        }
    }

    private static boolean isBreak(Throwable failure) {
        return failure instanceof TransportException
                || failure instanceof TimeoutException
                || failure instanceof InterruptedException;
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof SSHException ssh
                && (LOGIN_REFUSED.contains(ssh.getDisconnectReason())
                        || reason(ssh).contains(TOO_MANY));
    }

    private static Stream<Throwable> causes(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    private interface Connecting {
        void connect() throws IOException;
    }
}
