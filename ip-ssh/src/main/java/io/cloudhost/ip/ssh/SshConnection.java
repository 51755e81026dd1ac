package io.cloudhost.ip.ssh;

import io.cloudhost.ssh.internal.SshDialer;
import io.cloudhost.ssh.internal.SshFailureException;
import io.cloudhost.ssh.internal.SshServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * A connection to one server: opened when it is needed, kept, and opened again when it was lost.
 *
 * <p>Used by one thread; only {@link #abort()} and {@link #activity()} may be called from any.
 */
final class SshConnection {

    private static final int LONGEST_OUTPUT = 64 * 1024;

    private final SshServer server;
    private final Optional<SshServer> jump;
    private final SshDialer dialer;
    /** The client of the server first, then that of the jump host. */
    private final Deque<SSHClient> clients = new ArrayDeque<>();

    SshConnection(SshServer server, Optional<SshServer> jump, SshDialer dialer) {
        this.server = server;
        this.jump = jump;
        this.dialer = dialer;
    }

    /** Opens the connection unless it is open. */
    void open() throws SshFailureException {
        if (!clients.isEmpty() && clients.stream().allMatch(SSHClient::isConnected)) {
            return;
        }
        close();
        boolean opened = false;
        try {
            if (jump.isPresent()) {
                clients.push(dialer.dial(jump.get()));
                clients.push(dialer.dial(server, clients.element(), jump.get()));
            } else {
                clients.push(dialer.dial(server));
            }
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    /** Runs a command on the open connection. */
    CommandResult run(String command) throws SshFailureException {
        dialer.begin("running the command on " + server.account());
        try {
            return execute(clients.element(), command);
        } catch (IOException | RuntimeException e) {
            close();
            throw SshFailureException.passing(
                    "running the command on " + server.account() + " failed: " + SshDialer.reason(e), e);
        }
    }

    /** Ends whatever is going on, at once; the next command needs a connection of its own. */
    void abort() {
        dialer.abort();
    }

    /** Says what is going on, for people. */
    String activity() {
        return dialer.activity();
    }

    void close() {
        while (!clients.isEmpty()) {
            SshDialer.closeQuietly(clients.pop());
        }
        abort();
    }

    private static CommandResult execute(SSHClient client, String command) throws IOException {
        try (Session session = client.startSession()) {
            Session.Command running = session.exec(command);
            // The end of its input, lest the command waits for some.
            running.getOutputStream().close();
            String output = read(running.getInputStream());
            String errors = read(running.getErrorStream());
            running.join();
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
}
