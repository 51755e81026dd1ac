package io.cloudhost.ip.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.password.RejectAllPasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.RejectAllPublickeyAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** A real SSH server on a loopback port, whose commands do what a test says. */
final class LoopbackSshServer {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile Reply reply = new Reply("", "", 0);
    private volatile boolean silent;

    /** What a command does. */
    record Reply(String output, String errors, int exitStatus) {}

    LoopbackSshServer(KeyPair... hostKeys) throws IOException {
        server.setHost("127.0.0.1");
        server.setPort(0);
        // As servers are today: SHA-1, and with it the algorithm ssh-rsa, is out of use.
        server.setSignatureFactories(List.of(
                BuiltinSignatures.nistp256,
                BuiltinSignatures.ed25519,
                BuiltinSignatures.rsaSHA512,
                BuiltinSignatures.rsaSHA256));
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
        server.setPasswordAuthenticator(RejectAllPasswordAuthenticator.INSTANCE);
        server.setPublickeyAuthenticator(RejectAllPublickeyAuthenticator.INSTANCE);
        server.setKeyboardInteractiveAuthenticator(KeyboardInteractiveAuthenticator.NONE);
        server.setCommandFactory((channel, command) -> {
            commands.add(command);
            return new ScriptedCommand();
        });
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                connections.incrementAndGet();
            }
        });
        server.start();
    }

    int port() {
        return server.getPort();
    }

    void letIn(String user, PublicKey... keys) {
        server.setPublickeyAuthenticator((name, key, session) ->
                name.equals(user) && Arrays.stream(keys).anyMatch(known -> KeyUtils.compareKeys(known, key)));
    }

    void letIn(String user, String password) {
        server.setPasswordAuthenticator((name, text, session) -> {
            logins.add(name);
            return name.equals(user) && text.equals(password);
        });
    }

    void reply(String output, String errors, int exitStatus) {
        reply = new Reply(output, errors, exitStatus);
    }

    /** Lets commands run for ever from now on. */
    CountDownLatch fallSilent() {
        silent = true;
        return asked;
    }

    void speakAgain() {
        silent = false;
    }

    /** Returns the users who tried to log in with a password. */
    List<String> logins() {
        return List.copyOf(logins);
    }

    /** Returns the commands, as they arrived. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    int connections() {
        return connections.get();
    }

    /** Ends all connections, as a server does that is restarted. */
    void dropConnections() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    void stop() throws IOException {
        server.stop(true);
    }

    private final class ScriptedCommand implements Command {

        private OutputStream output;
        private OutputStream errors;
        private ExitCallback exit;

        @Override
        public void start(ChannelSession channel, Environment environment) throws IOException {
            asked.countDown();
            if (silent) {
                return;
            }
            output.write(reply.output().getBytes(StandardCharsets.UTF_8));
            output.flush();
            errors.write(reply.errors().getBytes(StandardCharsets.UTF_8));
            errors.flush();
            exit.onExit(reply.exitStatus());
        }

        @Override
        public void setInputStream(InputStream in) {
            // No command here reads.
        }

        @Override
        public void setOutputStream(OutputStream out) {
            output = out;
        }

        @Override
        public void setErrorStream(OutputStream err) {
            errors = err;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void destroy(ChannelSession channel) {
            // Nothing to release.
        }
    }
}
