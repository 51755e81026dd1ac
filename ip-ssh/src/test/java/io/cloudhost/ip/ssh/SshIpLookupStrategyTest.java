package io.cloudhost.ip.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.ssh.internal.GarbageServer;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.ssh.internal.TestKeys;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Against a real SSH server. */
class SshIpLookupStrategyTest {

    private static final KeyPair HOST_KEY = TestKeys.ecdsa();
    private static final KeyPair OTHER_HOST_KEY = TestKeys.ecdsa();
    private static final KeyPair RSA_HOST_KEY = TestKeys.rsa();
    private static final KeyPair USER_KEY = TestKeys.rsa();
    private static final KeyPair OTHER_USER_KEY = TestKeys.ed25519();

    @TempDir
    private Path folder;

    private LoopbackSshServer server;
    private Path knownHosts;

    @BeforeEach
    void startServer() throws IOException {
        server = new LoopbackSshServer(HOST_KEY);
        server.letIn("user", "S3CRET");
        server.reply("198.51.100.7\n", "", 0);
        knownHosts = Files.writeString(folder.resolve("known_hosts"), "# mine\n" + known(HOST_KEY));
    }

    @AfterEach
    void stopServer() throws IOException {
        server.stop();
    }

    @Test
    void logsInWithAPassword() throws InterruptedException {
        assertThat(look(url("user:S3CRET", ""))).contains("198.51.100.7");
    }

    @Test
    void logsInWithAKey() throws Exception {
        server.letIn("user", USER_KEY.getPublic());
        Path key = TestKeys.writeOpenSsh(USER_KEY, "", folder.resolve("id_rsa"));

        assertThat(look(url("user", "?privateKeyFile=" + key))).contains("198.51.100.7");
    }

    @Test
    void logsInWithTheUrlOfTheGuide() throws Exception {
        server.letIn("user", USER_KEY.getPublic());
        Path key = TestKeys.writeOpenSsh(USER_KEY, "bigsecret", folder.resolve("id_rsa"));

        assertThat(look(url("user", "?os=UNIX&connectionType=SCP&privateKeyFile=" + key + "&passphrase=bigsecret")))
                .contains("198.51.100.7");
    }

    @Test
    void logsInWithThePasswordWhereTheKeyIsRefused() throws Exception {
        Path key = TestKeys.writeOpenSsh(USER_KEY, "", folder.resolve("id_rsa"));

        assertThat(look(url("user:S3CRET", "?privateKeyFile=" + key))).contains("198.51.100.7");
    }

    @Test
    void logsInWithTheIdentityThatTheServerKnows() throws Exception {
        server.letIn("user", OTHER_USER_KEY.getPublic());
        Path first = TestKeys.writeOpenSsh(USER_KEY, "", folder.resolve("id_rsa"));
        Path second = TestKeys.writeOpenSsh(OTHER_USER_KEY, "", folder.resolve("id_ed25519"));

        assertThat(look(url("user", ""), "identities = [\"" + first + "\", \"" + second + "\"]"))
                .contains("198.51.100.7");
    }

    @Test
    void answersWhoeverAsksForThePassword() throws InterruptedException {
        server.letIn("user", "another one");
        server.letInByKeyboard("user", "S3CRET");

        assertThat(look(url("user:S3CRET", ""))).contains("198.51.100.7");
    }

    @ParameterizedTest
    @MethodSource("keyForms")
    void logsInWithEveryFormOfKey(KeyPair pair, KeyWriter form, String passphrase) throws Exception {
        server.letIn("user", pair.getPublic());
        Path key = form.write(pair, passphrase, folder.resolve("id"));

        assertThat(look(url("user", "?privateKeyFile=" + key + "&passphrase=" + passphrase)))
                .contains("198.51.100.7");
    }

    static Stream<Arguments> keyForms() {
        KeyPair ecdsa = TestKeys.ecdsa(384);
        KeyWriter openSsh = TestKeys::writeOpenSsh;
        KeyWriter pkcs8 = TestKeys::writePkcs8;
        KeyWriter pem = TestKeys::writePem;
        return Stream.of("", "bigsecret")
                .flatMap(passphrase -> Stream.of(
                        arguments(named("RSA", USER_KEY), named("OpenSSH", openSsh), passphrase),
                        arguments(named("RSA", USER_KEY), named("PKCS#8", pkcs8), passphrase),
                        arguments(named("RSA", USER_KEY), named("PKCS#1", pem), passphrase),
                        arguments(named("ECDSA", ecdsa), named("OpenSSH", openSsh), passphrase),
                        arguments(named("ECDSA", ecdsa), named("PKCS#8", pkcs8), passphrase),
                        arguments(named("ECDSA", ecdsa), named("SEC1", pem), passphrase),
                        arguments(named("Ed25519", OTHER_USER_KEY), named("OpenSSH", openSsh), passphrase),
                        arguments(named("Ed25519", OTHER_USER_KEY), named("PKCS#8", pkcs8), passphrase)));
    }

    private interface KeyWriter {
        Path write(KeyPair pair, String passphrase, Path file) throws IOException;
    }

    @Test
    void userThatDoesNotExistNeverGetsIn() {
        fails(
                url("nobody:S3CRET", ""),
                true,
                "the SSH server 127.0.0.1:" + server.port()
                        + " refuses to let in the user \"nobody\". Tried: the password from the URL");
    }

    @Test
    void loginThatTheServerBreaksOffForTooManyKeysNeverWorks() throws Exception {
        server.tolerateFailedLogins(1);
        Path first = TestKeys.writeOpenSsh(USER_KEY, "", folder.resolve("id_rsa"));
        Path second = TestKeys.writeOpenSsh(OTHER_USER_KEY, "", folder.resolve("id_ed25519"));
        Path third = TestKeys.writeOpenSsh(TestKeys.ecdsa(), "", folder.resolve("id_ecdsa"));

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look(
                        url("user", ""), "identities = [\"" + first + "\", \"" + second + "\", \"" + third + "\"]"))
                .withMessageStartingWith(
                        "the SSH server 127.0.0.1:" + server.port() + " refuses to let in the user \"user\". Tried: ")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @Test
    void refusedLoginNeverWorks() throws Exception {
        Path key = TestKeys.writeOpenSsh(USER_KEY, "", folder.resolve("id_rsa"));

        fails(
                url("user:wr0ng", "?privateKeyFile=" + key),
                true,
                "the SSH server 127.0.0.1:" + server.port() + " refuses to let in the user \"user\". Tried: the key "
                        + key + " (" + TestKeys.fingerprint(USER_KEY) + "), the password from the URL");
    }

    @Test
    void serverReceivesTheCommandAsItIsButForTheMacAddress() throws InterruptedException {
        String command = "awk '/{0}/ {print $3}' \"my leases\" | tr -d '\\r' # {1} ${HOME} {mac}";
        try (IpLookupStrategy strategy = create(url("user:S3CRET", ""), "command = \"\"\"" + command + "\"\"\"")) {
            strategy.lookup(host(Duration.ofSeconds(20)));
        }

        assertThat(server.commands())
                .containsExactly("awk '/52:54:00:12:ab:cd/ {print $3}' \"my leases\" | tr -d '\\r' # {1} ${HOME} "
                        + "52:54:00:12:ab:cd");
    }

    @Test
    void saysWhatItRunsWhere() {
        try (IpLookupStrategy strategy = provide("""
                url = "ssh://user:S3CRET@dhcp-box", jump = "ssh://other:S3CRET@gate:2222"
                command = \"\"\"grep {0} leases | awk '{print $3}'\"\"\"""")) {
            assertThat(strategy.question(host(Duration.ofSeconds(20))))
                    .isEqualTo("user@dhcp-box:22: grep 52:54:00:12:ab:cd leases | awk '{print $3}'");
        }
    }

    @Test
    void questionIsOneLineThoughTheCommandHasSeveral() {
        try (IpLookupStrategy strategy = provide("""
                url = "ssh://user:S3CRET@dhcp-box"
                command = "set -e\\ngrep {0} leases\\n\"""")) {
            assertThat(strategy.question(host(Duration.ofSeconds(20))))
                    .isEqualTo("user@dhcp-box:22: set -e\\ngrep 52:54:00:12:ab:cd leases");
        }
    }

    @Test
    void saysNothingWhereTheCommandNeedsWhatIsNotKnown() {
        IpLookupRequest host =
                new IpLookupRequest("my_host", "clone", new UUID(0, 1), Optional.empty(), Duration.ofSeconds(1));
        try (IpLookupStrategy strategy = create("ssh://user:S3CRET@dhcp-box", "")) {
            assertThat(strategy.question(host)).isEmpty();
        }
    }

    @Test
    void onlyAddressOfTheFamilyThatIsWantedIsTaken() throws InterruptedException {
        server.reply("198.51.100.7\n2001:db8::7\n", "", 0);
        IpLookupRequest host = host(Duration.ofSeconds(20)).withFamily(AddressFamily.IPV6);
        try (IpLookupStrategy strategy = create(url("user:S3CRET", ""), "")) {
            assertThat(strategy.lookup(host).map(InetAddress::getHostAddress)).contains("2001:db8:0:0:0:0:0:7");
        }
    }

    @Test
    void connectionIsKept() throws InterruptedException {
        try (IpLookupStrategy strategy = create(url("user:S3CRET", ""), "")) {
            assertThat(look(strategy)).contains("198.51.100.7");
            assertThat(look(strategy)).contains("198.51.100.7");
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void lostConnectionIsOpenedAgain() throws InterruptedException {
        try (IpLookupStrategy strategy = create(url("user:S3CRET", ""), "")) {
            assertThat(look(strategy)).contains("198.51.100.7");
            Thread reader = sshThreads()
                    .filter(thread -> thread.getName().startsWith("sshj-"))
                    .findAny()
                    .orElseThrow();
            server.dropConnections();
            reader.join(10_000);
            assertThat(look(strategy)).contains("198.51.100.7");
        }
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectionThatIsLostBetweenTwoStepsIsOpenedAgainAtTheNextLook() throws InterruptedException {
        try (IpLookupStrategy strategy = create(url("user:S3CRET", ""), "")) {
            server.dropAfter("");
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> look(strategy))
                    .matches(e -> !e.isPermanent(), "transient");
            server.reply("198.51.100.7\n", "", 0);
            assertThat(look(strategy)).contains("198.51.100.7");
        }
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void answerThatIsDroppedInItsMiddleIsNone() {
        server.dropAfter("198.51.100.2");

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look(url("user:S3CRET", "")))
                .withMessageStartingWith("running the command on user@127.0.0.1:" + server.port() + " failed: ")
                .matches(e -> !e.isPermanent(), "transient");
    }

    @Test
    void answerOfACommandThatDidNotEndIsNone() {
        server.endWithoutStatusAfter("198.51.100.2");

        fails(
                url("user:S3CRET", ""),
                false,
                "the command \"grep 52:54:00:12:ab:cd leases\" on user@127.0.0.1:" + server.port()
                        + " did not come to its end. It printed \"198.51.100.2\"");
    }

    @Test
    void answerThatTakesItsTimeIsAwaited() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch asked = server.replyAfter(release, "198.51.100.9\n");
        try (IpLookupStrategy strategy = create(url("user:S3CRET", ""), "")) {
            FutureTask<Optional<String>> look = new FutureTask<>(() -> look(strategy));
            new Thread(look).start();
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            release.countDown();

            assertThat(look.get(20, TimeUnit.SECONDS)).contains("198.51.100.9");
        }
    }

    @Test
    void commandThatTakesTooLongIsGivenUpAndRunAnew() throws InterruptedException {
        try (IpLookupStrategy strategy = create(url("user:S3CRET", ""), "commandTimeout = 300ms")) {
            server.fallSilent();
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> look(strategy))
                    .withMessage("no answer within 300 ms while running the command on user@127.0.0.1:" + server.port())
                    .matches(e -> !e.isPermanent(), "transient");
            server.reply("198.51.100.7\n", "", 0);
            assertThat(look(strategy)).contains("198.51.100.7");
        }
    }

    @Test
    void addressThatComesLaterIsFoundOnTheSameConnection() throws InterruptedException {
        try (IpLookupStrategy strategy = create(url("user:S3CRET", ""), "")) {
            server.reply("", "", 1);
            assertThat(look(strategy)).isEmpty();
            server.reply("", "grep: leases: No such file or directory\n", 2);
            assertThatExceptionOfType(IpLookupException.class).isThrownBy(() -> look(strategy));
            server.reply("198.51.100.7\n", "", 0);
            assertThat(look(strategy)).contains("198.51.100.7");
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void lookThatWasGivenUpLeavesTheNextOneAlone() throws InterruptedException {
        try (IpLookupStrategy strategy = create(url("user:S3CRET", ""), "")) {
            server.fallSilent();
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> strategy.lookup(host(Duration.ofMillis(500))))
                    .withMessageStartingWith("no answer within ")
                    .matches(e -> !e.isPermanent(), "transient");
            server.reply("198.51.100.7\n", "", 0);
            assertThat(look(strategy)).contains("198.51.100.7");
        }
    }

    @Test
    void closedStrategyLeavesNoThread() throws InterruptedException {
        IpLookupStrategy strategy = create(url("user:S3CRET", ""), "");
        look(strategy);
        List<Thread> threads = sshThreads().toList();
        assertThat(threads).as("the reader of sshj, and the worker").hasSize(2);

        strategy.close();

        for (Thread thread : threads) {
            thread.join(10_000);
        }
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void strategyThatIsClosedByAnInterruptedThreadLeavesNoThread() throws InterruptedException {
        IpLookupStrategy strategy = create(url("user:S3CRET", ""), "");
        look(strategy);
        List<Thread> threads = sshThreads().toList();

        Thread.currentThread().interrupt();
        strategy.close();

        assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        assertThat(threads).hasSize(2).noneMatch(Thread::isAlive);
    }

    @Test
    void unknownHostIsRefused() throws IOException {
        Files.writeString(knownHosts, "[127.0.0.1]:1 " + TestKeys.line(HOST_KEY));

        fails(
                url("user:S3CRET", ""),
                true,
                offer(HOST_KEY) + "but " + knownHosts + " has no key for it" + unknownRemedy());
    }

    @Test
    void everyHostIsUnknownWithoutTheFile() throws IOException {
        Files.delete(knownHosts);

        fails(
                url("user:S3CRET", ""),
                true,
                offer(HOST_KEY) + "but there is no " + knownHosts + " that would know it" + unknownRemedy());
    }

    @Test
    void changedHostKeyIsRefused() throws IOException {
        Files.writeString(knownHosts, "# mine\n" + known(OTHER_HOST_KEY));

        fails(
                url("user:S3CRET", ""),
                true,
                offer(HOST_KEY) + "but " + knownHosts
                        + ":2 has another one (ecdsa-sha2-nistp256). Either the server got a "
                        + "new key, or another machine answers in its place. Compare the fingerprint with the one that the "
                        + "server's administrator gives you; if they are equal: ssh-keygen -R '[127.0.0.1]:"
                        + server.port()
                        + "' -f '" + knownHosts + "'; ssh-keyscan -p " + server.port() + " 127.0.0.1 >> '" + knownHosts
                        + "'");
    }

    @Test
    void revokedHostKeyIsRefusedThoughAnotherLineHasIt() throws IOException {
        Files.writeString(knownHosts, known(HOST_KEY) + "@revoked * " + TestKeys.line(HOST_KEY));

        fails(url("user:S3CRET", ""), true, offer(HOST_KEY) + "which " + knownHosts + ":2 revokes");
    }

    @Test
    void hostMayBeKnownByAnyOfSeveralFiles() throws Exception {
        Path empty = folder.resolve("nowhere");

        assertThat(look(url("user:S3CRET", ""), "knownHosts = [\"" + empty + "\", \"" + knownHosts + "\"]"))
                .contains("198.51.100.7");
    }

    @Test
    void unknownHostIsRefusedWithAllFilesThatDoNotHaveIt() throws IOException {
        Files.writeString(knownHosts, "");
        Path missing = folder.resolve("it's missing");

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() ->
                        look(url("user:S3CRET", ""), "knownHosts = [\"" + missing + "\", \"" + knownHosts + "\"]"))
                .withMessage(offer(HOST_KEY) + "but none of " + missing + " (no such file), " + knownHosts
                        + " has a key for it. Compare the fingerprint with the one that the server's administrator gives "
                        + "you (ssh-keygen -lf, run there on its public host key); if they are equal: ssh-keyscan -p "
                        + server.port() + " 127.0.0.1 >> '" + folder + "/it'\\''s missing'");
    }

    @Test
    void keyThatOneFileRevokesIsRefusedThoughAnotherFileHasIt() throws IOException {
        Path revoked = Files.writeString(folder.resolve("revoked"), "@revoked * " + TestKeys.line(HOST_KEY));

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() ->
                        look(url("user:S3CRET", ""), "knownHosts = [\"" + knownHosts + "\", \"" + revoked + "\"]"))
                .withMessage(offer(HOST_KEY) + "which " + revoked + ":1 revokes");
    }

    @Test
    void knownHostsThatCannotBeReadAreRefused() {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look(url("user:S3CRET", ""), "knownHosts = \"" + folder + "\""))
                .withMessageStartingWith("the file of known hosts cannot be read: ")
                .matches(IpLookupException::isPermanent, "permanent");
    }

    @Test
    void pinnedFingerprintStandsForTheKnownHosts() throws Exception {
        Files.writeString(knownHosts, known(OTHER_HOST_KEY));

        assertThat(look(url("user:S3CRET", ""), "hostKey = \"" + TestKeys.fingerprint(HOST_KEY) + "\""))
                .contains("198.51.100.7");
    }

    @Test
    void keyWithAnotherFingerprintThanThePinnedIsRefused() {
        String pinned = TestKeys.fingerprint(OTHER_HOST_KEY);

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look(url("user:S3CRET", ""), "hostKey = \"" + pinned + "\""))
                .withMessage(offer(HOST_KEY) + "but hostKey is " + pinned
                        + ", which may be that of a key of another type. Either the server got a new key, or another "
                        + "machine answers in its place. Compare the fingerprint with the one that the server's "
                        + "administrator gives you; if they are equal: hostKey = \"" + TestKeys.fingerprint(HOST_KEY)
                        + "\"")
                .matches(IpLookupException::isPermanent, "permanent");
        assertThat(server.logins()).isEmpty();
    }

    @Test
    void everyHostIsTrustedOnRequestAndThatIsLoggedAsAWarning() throws Exception {
        Files.delete(knownHosts);
        Logger own = (Logger) LoggerFactory.getLogger("io.cloudhost");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        own.setLevel(Level.WARN);
        own.setAdditive(false);
        own.addAppender(log);
        try {
            assertThat(look(url("user:S3CRET", ""), "hostKey = any")).contains("198.51.100.7");
        } finally {
            own.detachAppender(log);
            own.setAdditive(true);
            own.setLevel(null);
        }
        assertThat(List.copyOf(log.list))
                .extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
                .containsExactly(tuple(
                        Level.WARN,
                        "The host key of the SSH server 127.0.0.1:" + server.port() + " ("
                                + TestKeys.fingerprint(HOST_KEY)
                                + ") is not verified, because of hostKey = any: whoever answers in its place gets the "
                                + "password and decides the address"));
    }

    @Test
    void refusedHostSeesNoPassword() throws IOException {
        Files.writeString(knownHosts, known(OTHER_HOST_KEY));
        String section = section(url("user:S3CRET", ""), "");
        try (IpLookupStrategy strategy = provide(section)) {
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> strategy.lookup(host(Duration.ofSeconds(20))));
        }
        assertThat(server.logins()).isEmpty();
    }

    @Test
    void serverWithSeveralKeysShowsTheKnownOne() throws Exception {
        LoopbackSshServer both = new LoopbackSshServer(HOST_KEY, RSA_HOST_KEY);
        try {
            both.letIn("user", "S3CRET");
            both.reply("198.51.100.8\n", "", 0);
            Files.writeString(knownHosts, "[127.0.0.1]:" + both.port() + " " + TestKeys.line(RSA_HOST_KEY));

            assertThat(look("ssh://user:S3CRET@127.0.0.1:" + both.port())).contains("198.51.100.8");
        } finally {
            both.stop();
        }
    }

    @Test
    void unreachableServerMayCome() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        fails(
                "ssh://user:S3CRET@127.0.0.1:" + closed,
                false,
                "no connection to the SSH server 127.0.0.1:" + closed + ": Connection refused");
    }

    @Test
    void serverThatTakesTheConnectionAndSaysNothingMayRecover() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                IpLookupStrategy strategy =
                        create("ssh://user:S3CRET@127.0.0.1:" + mute.getLocalPort(), "connectTimeout = 200ms")) {
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> strategy.lookup(host(Duration.ofSeconds(20))))
                    .withMessage("no answer within 200 ms while connecting to the SSH server 127.0.0.1:"
                            + mute.getLocalPort())
                    .matches(e -> !e.isPermanent(), "transient");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001",
                "SSH-2.0-garbage\r\n\u0000\u0000\u0000\u0005garbage garbage garbage",
                "SSH-1.5-old\r\n",
                ""
            })
    void serverThatSpeaksGarbageMayRecover(String garbage) throws Exception {
        try (GarbageServer babble = new GarbageServer(garbage);
                IpLookupStrategy strategy = create("ssh://user:S3CRET@127.0.0.1:" + babble.port(), "")) {
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> strategy.lookup(host(Duration.ofSeconds(20))))
                    .withMessageStartingWith("no SSH connection to 127.0.0.1:" + babble.port() + ": ")
                    .matches(e -> !e.isPermanent(), "transient");
        }
    }

    @Test
    void serverThatChattersForEverIsGivenUp() throws Exception {
        try (GarbageServer babble = GarbageServer.endless("good day to you\r\n");
                IpLookupStrategy strategy =
                        create("ssh://user:S3CRET@127.0.0.1:" + babble.port(), "connectTimeout = 300ms")) {
            assertThatExceptionOfType(IpLookupException.class)
                    .isThrownBy(() -> strategy.lookup(host(Duration.ofSeconds(20))))
                    .withMessage(
                            "no answer within 300 ms while connecting to the SSH server 127.0.0.1:" + babble.port())
                    .matches(e -> !e.isPermanent(), "transient");
        }
    }

    @Test
    void serverWhoseNameCannotBeResolvedMayCome() {
        fails(
                "ssh://user:S3CRET@no-such-host.invalid",
                false,
                "this computer cannot resolve the name of the SSH server no-such-host.invalid:22");
    }

    @Test
    void outputThatIsGarbageIsShownHarmless() {
        server.reply("\u001b]0;title\u0007\u0000", "", 0);

        fails(
                url("user:S3CRET", ""),
                true,
                "the command \"grep 52:54:00:12:ab:cd leases\" on user@127.0.0.1:" + server.port()
                        + " printed what is not one address: \"\\u001b]0;title\\u0007\\u0000\"");
    }

    @Test
    void commandThatDoesNotExistNeverWorks() {
        server.reply("", "sh: 1: gerp: not found\n", 127);

        fails(
                url("user:S3CRET", ""),
                true,
                "the command \"grep 52:54:00:12:ab:cd leases\" on user@127.0.0.1:" + server.port()
                        + " printed no address, but ended with status 127 and said: \"sh: 1: gerp: not found\"");
    }

    @Test
    void textThatIsNoAddressNeverWillBe() {
        server.reply("no such lease\n", "", 0);

        fails(
                url("user:S3CRET", ""),
                true,
                "the command \"grep 52:54:00:12:ab:cd leases\" on user@127.0.0.1:" + server.port()
                        + " printed what is not one address: \"no such lease\"");
    }

    @Test
    void outputWithoutMeasureIsCutOff() {
        server.reply("x".repeat(300_000), "", 0);

        fails(
                url("user:S3CRET", ""),
                true,
                "the command \"grep 52:54:00:12:ab:cd leases\" on user@127.0.0.1:" + server.port()
                        + " printed what is not one address: \"" + "x".repeat(200) + "...\"");
    }

    @Test
    void logHasNoSecretAndNoNoise() throws Exception {
        Logger sshj = (Logger) LoggerFactory.getLogger("net.schmizz");
        Logger own = (Logger) LoggerFactory.getLogger("io.cloudhost");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        for (Logger logger : List.of(sshj, own)) {
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(log);
        }
        try {
            Path key = TestKeys.writeOpenSsh(USER_KEY, "bigS3CRET", folder.resolve("id_rsa"));
            look(url("user:S3CRET", "?privateKeyFile=" + key + "&passphrase=bigS3CRET"));
            Files.delete(knownHosts);
            for (String login : List.of("user:S3CRET", "user:wrongS3CRET", "nobody:S3CRET")) {
                assertThatExceptionOfType(IpLookupException.class)
                        .isThrownBy(() -> look(
                                url(login, ""),
                                login.startsWith("user:S3")
                                        ? ""
                                        : "hostKey = \"" + TestKeys.fingerprint(HOST_KEY) + "\""))
                        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("S3CRET"));
            }
        } finally {
            for (Logger logger : List.of(sshj, own)) {
                logger.detachAppender(log);
                logger.setAdditive(true);
                logger.setLevel(null);
            }
        }
        // Hexadecimal, as sshj shows packets.
        String secretInHex = "53 33 43 52 45 54";
        assertThat(List.copyOf(log.list))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getFormattedMessage().toUpperCase(Locale.ROOT))
                        .doesNotContain("S3CRET", secretInHex))
                .allSatisfy(event -> assertThat(event.getLevel().levelInt).isLessThanOrEqualTo(Level.DEBUG_INT));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private String offer(KeyPair key) {
        return "the SSH server 127.0.0.1, port " + server.port() + ", offers the host key " + TestKeys.fingerprint(key)
                + " (ecdsa-sha2-nistp256), ";
    }

    private String unknownRemedy() {
        return ". Compare the fingerprint with the one that the server's administrator gives you (ssh-keygen -lf, run there "
                + "on its public host key); if they are equal: ssh-keyscan -p " + server.port() + " 127.0.0.1 >> '"
                + knownHosts + "'";
    }

    private void fails(String url, boolean permanent, String message) {
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> look(url))
                .withMessage(message)
                .matches(e -> e.isPermanent() == permanent, permanent ? "permanent" : "transient");
    }

    private String url(String login, String parameters) {
        return "ssh://" + login + "@127.0.0.1:" + server.port() + parameters;
    }

    private String known(KeyPair key) {
        return "[127.0.0.1]:" + server.port() + " " + TestKeys.line(key) + "\n";
    }

    private Optional<String> look(String url) throws InterruptedException {
        return look(url, "");
    }

    private Optional<String> look(String url, String more) throws InterruptedException {
        try (IpLookupStrategy strategy = create(url, more)) {
            return look(strategy);
        }
    }

    private static Optional<String> look(IpLookupStrategy strategy) throws InterruptedException {
        return strategy.lookup(host(Duration.ofSeconds(20))).map(InetAddress::getHostAddress);
    }

    private IpLookupStrategy create(String url, String more) {
        return provide(section(url, more));
    }

    private String section(String url, String more) {
        return """
                url = "%s"
                command = "grep {0} leases"
                knownHosts = ["%s"]
                %s""".formatted(url, knownHosts, more);
    }

    private static IpLookupStrategy provide(String section) {
        SshIpLookupStrategyProvider provider = new SshIpLookupStrategyProvider();
        return provider.create(TestSettings.forStrategy(provider, section));
    }

    private static IpLookupRequest host(Duration remaining) {
        return new IpLookupRequest(
                "my_host", "clone", new UUID(0, 1), Optional.of(new MacAddress("52:54:00:12:AB:CD")), remaining);
    }

    /** The threads of this test's connections: they are named for the port of its server. */
    private Stream<Thread> sshThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().matches("(cloudhost-ssh-lookup|sshj)-.*:" + server.port() + "\\b.*"));
    }
}
