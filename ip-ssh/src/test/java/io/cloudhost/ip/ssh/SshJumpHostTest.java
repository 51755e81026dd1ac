package io.cloudhost.ip.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.ssh.internal.TestKeys;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is reached through another one. */
class SshJumpHostTest {

    private static final KeyPair HOST_KEY = TestKeys.ecdsa();
    private static final KeyPair JUMP_HOST_KEY = TestKeys.ed25519();
    private static final KeyPair OTHER_KEY = TestKeys.ed25519();

    @TempDir
    private Path folder;

    private LoopbackSshServer server;
    private LoopbackSshServer jump;
    private Path knownHosts;

    @BeforeEach
    void startServers() throws IOException {
        server = new LoopbackSshServer(HOST_KEY);
        server.letIn("user", "S3CRET");
        server.reply("198.51.100.7\n", "", 0);
        jump = new LoopbackSshServer(JUMP_HOST_KEY);
        jump.letIn("gatekeeper", "0THER");
        jump.forward();
        knownHosts =
                Files.writeString(folder.resolve("known_hosts"), known(server, HOST_KEY) + known(jump, JUMP_HOST_KEY));
    }

    @AfterEach
    void stopServers() throws IOException {
        server.stop();
        jump.stop();
    }

    @Test
    void runsTheCommandOnTheServerBehindTheJumpHostOverOneConnection() throws InterruptedException {
        try (IpLookupStrategy strategy = create("")) {
            assertThat(look(strategy)).contains("198.51.100.7");
            assertThat(look(strategy)).contains("198.51.100.7");
        }
        assertThat(server.commands()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(jump.connections()).isEqualTo(1);
        assertThat(jump.commands()).isEmpty();
        assertThat(jump.logins()).containsExactly("gatekeeper");
    }

    @Test
    void opensBothConnectionsAgainWhenThatToTheJumpHostIsLost() throws InterruptedException {
        checkReopening(jump);
    }

    @Test
    void opensBothConnectionsAgainWhenThatToTheServerIsLost() throws InterruptedException {
        checkReopening(server);
    }

    @Test
    void logsInToEachWithItsOwnKey() throws Exception {
        KeyPair jumpKey = TestKeys.ecdsa();
        KeyPair serverKey = TestKeys.rsa();
        jump.letIn("gatekeeper", jumpKey.getPublic());
        server.letIn("user", serverKey.getPublic());
        Path jumpFile = TestKeys.writeOpenSsh(jumpKey, "first", folder.resolve("jump"));
        Path serverFile = TestKeys.writeOpenSsh(serverKey, "second", folder.resolve("server"));

        try (IpLookupStrategy strategy = provide(section(
                "ssh://user@127.0.0.1:" + server.port() + "?privateKeyFile=" + serverFile + "&passphrase=second",
                "ssh://gatekeeper@127.0.0.1:" + jump.port() + "?privateKeyFile=" + jumpFile + "&passphrase=first",
                ""))) {
            assertThat(look(strategy)).contains("198.51.100.7");
        }
    }

    @Test
    void refusesAJumpHostThatIsUnknownAndGivesItNoPassword() throws IOException {
        Files.writeString(knownHosts, known(server, HOST_KEY));

        fails(
                "",
                true,
                "the SSH server 127.0.0.1, port " + jump.port() + ", offers the host key "
                        + TestKeys.fingerprint(JUMP_HOST_KEY) + " (ssh-ed25519), but " + knownHosts
                        + " has no key for it. Compare the fingerprint with the one that the server's administrator gives "
                        + "you (ssh-keygen -lf, run there on its public host key); if they are equal: ssh-keyscan -p "
                        + jump.port() + " 127.0.0.1 >> '" + knownHosts + "'");
        assertThat(jump.logins()).isEmpty();
        assertThat(server.connections()).isZero();
    }

    @Test
    void refusesAJumpHostWhoseKeyHasChanged() throws IOException {
        Files.writeString(knownHosts, known(server, HOST_KEY) + known(jump, OTHER_KEY));

        fails(
                "",
                true,
                "the SSH server 127.0.0.1, port " + jump.port() + ", offers the host key "
                        + TestKeys.fingerprint(JUMP_HOST_KEY) + " (ssh-ed25519), but " + knownHosts
                        + ":2 has another one (ssh-ed25519). Either the server got a new key, or another machine answers in "
                        + "its place. Compare the fingerprint with the one that the server's administrator gives you; if "
                        + "they are equal: ssh-keygen -R '[127.0.0.1]:" + jump.port() + "' -f '" + knownHosts
                        + "'; ssh-keyscan -p " + jump.port() + " 127.0.0.1 >> '" + knownHosts + "'");
    }

    @Test
    void refusesAServerBehindItThatIsUnknownAndAsksForItsKeyFromThere() throws IOException {
        Files.writeString(knownHosts, known(jump, JUMP_HOST_KEY));

        fails(
                "",
                true,
                "the SSH server 127.0.0.1, port " + server.port() + ", offers the host key "
                        + TestKeys.fingerprint(HOST_KEY) + " (ecdsa-sha2-nistp256), but " + knownHosts
                        + " has no key for it. Compare the fingerprint with the one that the server's administrator gives "
                        + "you (ssh-keygen -lf, run there on its public host key); if they are equal: ssh -p "
                        + jump.port() + " -l 'gatekeeper' 127.0.0.1 ssh-keyscan -p " + server.port()
                        + " 127.0.0.1 >> '" + knownHosts + "'");
        assertThat(server.logins()).isEmpty();
    }

    @Test
    void bothHostKeysMayBePinned() throws Exception {
        Files.delete(knownHosts);

        try (IpLookupStrategy strategy = create("hostKey = \"" + TestKeys.fingerprint(HOST_KEY) + "\", jumpHostKey = \""
                + TestKeys.fingerprint(JUMP_HOST_KEY) + "\"")) {
            assertThat(look(strategy)).contains("198.51.100.7");
        }
    }

    @Test
    void thePinOfTheServerDoesNotCountForTheJumpHost() throws IOException {
        Files.delete(knownHosts);

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> lookOnce("hostKey = any"))
                .withMessageStartingWith("the SSH server 127.0.0.1, port " + jump.port() + ", offers the host key ")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @Test
    void refusedLoginAtTheJumpHostNeverWorks() {
        jump.letIn("gatekeeper", "changed");

        fails(
                "",
                true,
                "the SSH server 127.0.0.1:" + jump.port()
                        + " refuses to let in the user \"gatekeeper\". Tried: the password from the URL");
    }

    @Test
    void jumpHostThatForwardsNothingNeverWorks() throws IOException {
        LoopbackSshServer strict = new LoopbackSshServer(JUMP_HOST_KEY);
        try {
            strict.letIn("gatekeeper", "0THER");
            Files.writeString(knownHosts, known(server, HOST_KEY) + known(strict, JUMP_HOST_KEY));
            String section = section(
                    "ssh://user:S3CRET@127.0.0.1:" + server.port(),
                    "ssh://gatekeeper:0THER@127.0.0.1:" + strict.port(),
                    "");

            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> {
                        try (IpLookupStrategy strategy = provide(section)) {
                            look(strategy);
                        }
                    })
                    .withMessageStartingWith("the jump host 127.0.0.1:" + strict.port()
                            + " does not connect to 127.0.0.1:" + server.port() + ": ")
                    .withMessageEndingWith(
                            ". Its administrator must allow the forwarding (AllowTcpForwarding, PermitOpen)")
                    .matches(IpLookupException::isPermanent, "permanent");
        } finally {
            strict.stop();
        }
    }

    @Test
    void serverThatTheJumpHostCannotReachMayCome() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String section =
                section("ssh://user:S3CRET@127.0.0.1:" + closed, "ssh://gatekeeper:0THER@127.0.0.1:" + jump.port(), "");

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> {
                    try (IpLookupStrategy strategy = provide(section)) {
                        look(strategy);
                    }
                })
                .withMessageStartingWith(
                        "the jump host 127.0.0.1:" + jump.port() + " does not connect to 127.0.0.1:" + closed + ": ")
                .matches(e -> !e.isPermanent(), "transient");
    }

    @Test
    void serverBehindItThatSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                IpLookupStrategy strategy = provide(section(
                        "ssh://user:S3CRET@127.0.0.1:" + mute.getLocalPort(),
                        "ssh://gatekeeper:0THER@127.0.0.1:" + jump.port(),
                        "connectTimeout = 2s"))) {
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> look(strategy))
                    .withMessage("no answer within 2000 ms while connecting to the SSH server 127.0.0.1:"
                            + mute.getLocalPort() + " through 127.0.0.1:" + jump.port())
                    .matches(e -> !e.isPermanent(), "transient");
        }
    }

    @Test
    void closedStrategyLeavesNoThread() throws InterruptedException {
        IpLookupStrategy strategy = create("");
        look(strategy);
        List<Thread> threads = threads();
        assertThat(threads).as("two readers of sshj, and the worker").hasSize(3);

        strategy.close();

        for (Thread thread : threads) {
            thread.join(10_000);
        }
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    private void checkReopening(LoopbackSshServer dropping) throws InterruptedException {
        try (IpLookupStrategy strategy = create("")) {
            assertThat(look(strategy)).contains("198.51.100.7");
            List<Thread> readers = threads().stream()
                    .filter(thread -> thread.getName().startsWith("sshj-"))
                    .toList();
            dropping.dropConnections();
            Predicate<Thread> ofDropped = thread -> thread.getName().contains(":" + dropping.port());
            for (Thread reader : readers.stream().filter(ofDropped).toList()) {
                reader.join(10_000);
            }
            assertThat(look(strategy)).contains("198.51.100.7");
        }
        assertThat(server.connections()).isEqualTo(2);
        assertThat(jump.connections()).isEqualTo(2);
    }

    private List<Thread> threads() {
        String ports = "(" + server.port() + "|" + jump.port() + ")";
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(cloudhost-ssh-lookup|sshj)-.*:" + ports + "\\b.*"))
                .toList();
    }

    private void fails(String more, boolean permanent, String message) {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> lookOnce(more))
                .withMessage(message)
                .matches(e -> e.isPermanent() == permanent, permanent ? "permanent" : "transient");
    }

    private void lookOnce(String more) throws InterruptedException {
        try (IpLookupStrategy strategy = create(more)) {
            look(strategy);
        }
    }

    private static Optional<String> look(IpLookupStrategy strategy) throws InterruptedException {
        IpLookupRequest host = new IpLookupRequest(
                "my_host",
                "clone",
                new UUID(0, 1),
                Optional.of(new MacAddress("52:54:00:12:AB:CD")),
                Duration.ofSeconds(20));
        return strategy.lookup(host).map(InetAddress::getHostAddress);
    }

    private IpLookupStrategy create(String more) {
        return provide(section(
                "ssh://user:S3CRET@127.0.0.1:" + server.port(),
                "ssh://gatekeeper:0THER@127.0.0.1:" + jump.port(),
                more));
    }

    private String section(String url, String jumpUrl, String more) {
        return """
                url = "%s"
                jump = "%s"
                command = "grep {0} leases"
                knownHosts = ["%s"]
                %s""".formatted(url, jumpUrl, knownHosts, more);
    }

    private static IpLookupStrategy provide(String section) {
        SshIpLookupStrategyProvider provider = new SshIpLookupStrategyProvider();
        return provider.create(TestSettings.forStrategy(provider, section));
    }

    private static String known(LoopbackSshServer server, KeyPair key) {
        return "[127.0.0.1]:" + server.port() + " " + TestKeys.line(key) + "\n";
    }
}
