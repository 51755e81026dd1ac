package io.cloudhost.ip.ssh;

import io.cloudhost.core.spi.IpLookupException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one server: opened when it is needed, kept, and opened again when it was lost.
 *
 * <p>Used by one thread; only {@link #abort()} and {@link #activity()} may be called from any.
 */
final class SshConnection {

    private static final Logger LOG = LoggerFactory.getLogger(SshConnection.class);
    private static final int LONGEST_OUTPUT = 64 * 1024;

    private final SshUrl url;
    private final Credentials credentials;
    private final Path knownHosts;
    private final Duration connectTimeout;
    private final Config config;

    private volatile String activity = "connecting";
    private volatile @Nullable Socket socket;
    private @Nullable SSHClient client;

    SshConnection(SshUrl url, Credentials credentials, Path knownHosts, Duration connectTimeout, Config config) {
        this.url = url;
        this.credentials = credentials;
        this.knownHosts = knownHosts;
        this.connectTimeout = connectTimeout;
        this.config = config;
    }

    /** Runs a command. Each step on the way to a connection has its limit; the command itself has none. */
    CommandResult run(String command) throws IpLookupException {
        SSHClient open = client;
        if (open == null || !open.isConnected()) {
            close();
            open = open();
            client = open;
        }
        activity = "running the command";
        try {
            return execute(open, command);
        } catch (IOException | RuntimeException e) {
            close();
            throw IpLookupException.transientFailure("running the command on " + url + " failed: " + reason(e), e);
        }
    }

    /** Ends whatever is going on, at once; the next command gets a connection of its own. */
    void abort() {
        Socket current = socket;
        if (current != null) {
            closeQuietly(current);
        }
    }

    /** Says what is going on, for people. */
    String activity() {
        return activity;
    }

    void close() {
        if (client != null) {
            closeQuietly(client);
            client = null;
        }
        abort();
    }

    private SSHClient open() {
        activity = "connecting";
        int millis = millis(connectTimeout);
        Socket connected = connect(millis);
        SSHClient fresh = new SSHClient(config);
        fresh.setSocketFactory(new ConnectedSocketFactory(connected));
        fresh.setTimeout(millis);
        fresh.getTransport().setTimeoutMs(millis);
        // Closing a session waits for the server's consent; sshj would do so for half a minute.
        fresh.getConnection().setTimeoutMs(millis);
        boolean loggedIn = false;
        try {
            exchangeKeys(fresh);
            activity = "logging in";
            logIn(fresh);
            loggedIn = true;
            return fresh;
        } finally {
            if (!loggedIn) {
                closeQuietly(fresh);
                closeQuietly(connected);
            }
        }
    }

    private Socket connect(int millis) {
        Socket fresh = new Socket();
        socket = fresh;
        try {
            InetSocketAddress address = new InetSocketAddress(url.host(), url.port());
            if (address.isUnresolved()) {
                throw IpLookupException.transientFailure(
                        "this computer cannot resolve the name of the SSH server " + url.server(), null);
            }
            fresh.connect(address, millis);
            return fresh;
        } catch (SocketTimeoutException e) {
            closeQuietly(fresh);
            throw IpLookupException.transientFailure(
                    "no connection to the SSH server " + url.server() + " within " + millis + " ms", e);
        } catch (IOException e) {
            closeQuietly(fresh);
            throw IpLookupException.transientFailure(
                    "no connection to the SSH server " + url.server() + ": " + reason(e), e);
        }
    }

    private void exchangeKeys(SSHClient fresh) {
        fresh.addHostKeyVerifier(new HostKeyCheck(readKnownHosts()));
        try {
            fresh.connect(url.host(), url.port());
        } catch (IOException | RuntimeException e) {
            throw causes(e)
                    .filter(IpLookupException.class::isInstance)
                    .map(IpLookupException.class::cast)
                    .findFirst()
                    .orElseGet(() -> IpLookupException.transientFailure(
                            "no SSH connection to " + url.server() + ": " + reason(e), e));
        }
    }

    private KnownHosts readKnownHosts() {
        try {
            return KnownHosts.read(knownHosts);
        } catch (IOException e) {
            throw IpLookupException.permanentFailure("the file of known hosts cannot be read: " + e, e);
        }
    }

    private void logIn(SSHClient fresh) {
        try {
            fresh.auth(url.user(), credentials.methods());
        } catch (UserAuthException e) {
            if (causes(e).anyMatch(cause -> cause instanceof TransportException || cause instanceof TimeoutException)) {
                throw loginBroken(e);
            }
            throw IpLookupException.permanentFailure(
                    "the SSH server " + url.server() + " refuses to let in the user \"" + url.user() + "\". Tried: "
                            + credentials,
                    e);
        } catch (TransportException e) {
            throw loginBroken(e);
        }
    }

    private IpLookupException loginBroken(IOException e) {
        return IpLookupException.transientFailure("logging in as " + url + " was broken off: " + reason(e), e);
    }

    private CommandResult execute(SSHClient open, String command) throws IOException {
        try (Session session = open.startSession()) {
            Session.Command running = session.exec(command);
            // The end of its input, lest the command waits for some.
            running.getOutputStream().close();
            String output = read(running.getInputStream());
            String errors = read(running.getErrorStream());
            running.join(millis(connectTimeout), TimeUnit.MILLISECONDS);
            return new CommandResult(output, errors, running.getExitStatus());
        }
    }

    /** Reads to the end, and keeps the beginning. */
    private static String read(InputStream stream) throws IOException {
        byte[] kept = stream.readNBytes(LONGEST_OUTPUT);
        byte[] rest = new byte[8192];
        while (stream.read(rest) >= 0) {
            // Dropped.
        }
        return new String(kept, StandardCharsets.UTF_8);
    }

    private static int millis(Duration duration) {
        // To sockets, nothing means for ever.
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // What is being closed is given up anyway, mostly because it is broken.
            LOG.debug("Closing {} failed", closeable, e);
        }
    }
}
