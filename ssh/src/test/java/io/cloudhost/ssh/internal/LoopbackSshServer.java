package io.cloudhost.ssh.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.password.RejectAllPasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.RejectAllPublickeyAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.DirectTcpipFactory;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SSH server on a loopback port, whose commands do what a test says. */
public final class LoopbackSshServer {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final ChannelGate channels = new ChannelGate();
    private final List<Thread> answering = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = answer("", "", 0);

    /** What a command does. */
    private interface Behaviour {
        void act(ScriptedCommand command) throws IOException;
    }

    public LoopbackSshServer(KeyPair... hostKeys) throws IOException {
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setChannelFactories(List.of(channels, DirectTcpipFactory.INSTANCE));
        // As servers are today: SHA-1, and with it the algorithm ssh-rsa, is out of use.
        server.setSignatureFactories(List.of(
                BuiltinSignatures.nistp256,
                BuiltinSignatures.nistp384,
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

    public int port() {
        return server.getPort();
    }

    public void letIn(String user, PublicKey... keys) {
        server.setPublickeyAuthenticator((name, key, session) ->
                name.equals(user) && Arrays.stream(keys).anyMatch(known -> KeyUtils.compareKeys(known, key)));
    }

    public void letIn(String user, String password) {
        server.setPasswordAuthenticator((name, text, session) -> {
            logins.add(name);
            return name.equals(user) && text.equals(password);
        });
    }

    /** Asks for the password instead of taking it, as servers with PAM do. */
    public void letInByKeyboard(String user, String password) {
        server.setKeyboardInteractiveAuthenticator(new KeyboardInteractiveAuthenticator() {
            @Override
            public InteractiveChallenge generateChallenge(
                    ServerSession session, String name, String language, String methods) {
                InteractiveChallenge challenge = new InteractiveChallenge();
                challenge.setInteractionName("");
                challenge.setInteractionInstruction("");
                challenge.setLanguageTag("");
                challenge.addPrompt("Password: ", false);
                return challenge;
            }

            @Override
            public boolean authenticate(ServerSession session, String name, List<String> answers) {
                return name.equals(user) && answers.equals(List.of(password));
            }
        });
    }

    /** Ends a connection on which more than so many logins failed. */
    public void tolerateFailedLogins(int count) {
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, count);
    }

    /** Lets connections to other servers through. */
    public void forward() {
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    }

    public void reply(String output, String errors, int exitStatus) {
        behaviour = answer(output, errors, exitStatus);
    }

    /** Lets commands run for ever from now on. */
    public CountDownLatch fallSilent() {
        behaviour = command -> {};
        return asked;
    }

    /** Lets the commands wait before they answer. */
    public CountDownLatch replyAfter(CountDownLatch released, String output) {
        behaviour = command -> {
            Thread waiting = new Thread(() -> {
                try {
                    released.await();
                    answer(output, "", 0).act(command);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            waiting.setDaemon(true);
            waiting.start();
            answering.add(waiting);
        };
        return asked;
    }

    /** Breaks off the whole connection after the first part of an answer. */
    public void dropAfter(String output) {
        behaviour = command -> {
            command.print(output);
            command.channel.getSession().close(true);
        };
    }

    /** Ends the command after the first part of an answer, without a status, as it is when a signal kills it. */
    public void endWithoutStatusAfter(String output) {
        behaviour = command -> {
            command.print(output);
            command.channel.close(false);
        };
    }

    /** Ends the command as a signal ends it. */
    public void endBySignal(String name) {
        behaviour = command -> {
            Buffer request = command.channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            request.putUInt(command.channel.getRecipient());
            request.putString("exit-signal");
            request.putBoolean(false);
            request.putString(name);
            request.putBoolean(false);
            request.putString("");
            request.putString("");
            command.channel.getSession().writePacket(request);
            command.channel.close(false);
        };
    }

    /** Lets commands be run by this computer's shell from now on. */
    public void runInShell() {
        runInShell(UnaryOperator.identity());
    }

    /** Lets the same be run by this computer's shell, whatever the command. */
    public void runInShellInstead(String script) {
        runInShell(command -> script);
    }

    private void runInShell(UnaryOperator<String> script) {
        server.setCommandFactory((channel, command) -> {
            commands.add(command);
            String run = script.apply(command);
            return new ProcessShellFactory(run, "/bin/sh", "-c", run).createShell(channel);
        });
    }

    /** Offers SFTP, for all files of this computer. */
    public void offerSftp(SftpEventListener... listeners) {
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        for (SftpEventListener listener : listeners) {
            sftp.addSftpEventListener(listener);
        }
        offer(sftp);
    }

    /** Offers what a test brings. */
    public void offer(SubsystemFactory subsystem) {
        server.setSubsystemFactories(List.of(subsystem));
    }

    /** Lets SFTP begin, and then do what commands do. */
    public void letSftpDoAsCommands() {
        offer(new SubsystemFactory() {
            @Override
            public String getName() {
                return "sftp";
            }

            @Override
            public Command createSubsystem(ChannelSession channel) {
                return new ScriptedCommand();
            }
        });
    }

    /** Offers no SFTP, as at the beginning. */
    public void offerNoSftp() {
        server.setSubsystemFactories(List.of());
    }

    /** Opens no more than so many channels of one connection at a time. */
    public void openChannelsAtATime(int count) {
        channels.openAtATime(count);
    }

    /** Leaves requests for further channels on the connections that there are unanswered. */
    public void ignorePresentConnections() {
        channels.ignore(Set.copyOf(server.getActiveSessions()));
    }

    /** Returns how many connections there are. */
    public int presentConnections() {
        return server.getActiveSessions().size();
    }

    /** Returns how many commands and other channels there are. */
    public int openChannels() {
        return channels.open();
    }

    private static Behaviour answer(String output, String errors, int exitStatus) {
        return command -> {
            command.print(output);
            command.complain(errors);
            command.exit.onExit(exitStatus);
        };
    }

    /** Returns the users who tried to log in with a password. */
    public List<String> logins() {
        return List.copyOf(logins);
    }

    /** Returns the commands, as they arrived. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    public int connections() {
        return connections.get();
    }

    /** Ends all connections, as a server does that is restarted. */
    public void dropConnections() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    public void stop() throws IOException {
        for (Thread thread : answering) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        server.stop(true);
    }

    private final class ScriptedCommand implements Command {

        private OutputStream output;
        private OutputStream errors;
        private ExitCallback exit;
        private ChannelSession channel;

        @Override
        public void start(ChannelSession session, Environment environment) throws IOException {
            channel = session;
            asked.countDown();
            behaviour.act(this);
        }

        private void print(String text) throws IOException {
            output.write(text.getBytes(StandardCharsets.UTF_8));
            output.flush();
        }

        private void complain(String text) throws IOException {
            errors.write(text.getBytes(StandardCharsets.UTF_8));
            errors.flush();
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
        public void destroy(ChannelSession session) {
            // Nothing to release.
        }
    }
}
