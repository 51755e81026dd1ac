package io.cloudhost.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShell.Outcome;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.ssh.internal.Output;
import io.cloudhost.ssh.internal.TestKeys;
import io.cloudhost.testkit.FakeEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyPair;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands, against a real SSH server. */
@Timeout(120)
class SshGuestShellTest {

    private static final KeyPair HOST_KEY = TestKeys.ed25519();
    /** Longer than a test may take. */
    private static final String HOUR = "\ncommandTimeout = 1h";

    private static final Duration SOON = Duration.ofMillis(300);

    @RegisterExtension
    private final Output log = new Output();

    private LoopbackSshServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new LoopbackSshServer(HOST_KEY);
        server.letIn("user", "S3CRET");
    }

    @AfterEach
    void stopServer() throws IOException {
        server.stop();
    }

    @Test
    void tellsHowACommandEnded() {
        server.reply("grün\n", "caution\n", 3);

        try (GuestShell shell = shell("")) {
            assertThat(shell.run("some 'command' $x")).isEqualTo(new Outcome(3, "grün\n", "caution\n"));
        }
        assertThat(server.commands()).containsExactly("some 'command' $x");
    }

    @Test
    void keepsItsConnection() {
        try (GuestShell shell = shell("")) {
            shell.run("first");
            shell.run("second");
        }
        assertThat(server.connections()).isEqualTo(1);
        await().until(() -> server.presentConnections() == 0);
    }

    @Test
    void commandHasNothingToRead() {
        server.runInShell();

        try (GuestShell shell = shell("")) {
            assertThat(shell.run("cat; echo end")).isEqualTo(new Outcome(0, "end\n", ""));
        }
    }

    @Test
    void neitherStreamHoldsBackTheOther() {
        server.runInShell();

        try (GuestShell shell = shell("")) {
            Outcome outcome = shell.run("head -c 4000000 /dev/zero >&2; head -c 4000000 /dev/zero");

            assertThat(outcome.output()).hasSize(4_000_000);
            assertThat(outcome.errors()).hasSize(4_000_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"'cat /dev/zero', output", "'cat /dev/zero >&2', error"})
    void outputWithoutEndIsRefused(String command, String stream) {
        server.runInShell();

        try (GuestShell shell = shell("")) {
            fails(
                    () -> shell.run(command),
                    "running \"" + command + "\" in the machine failed: it wrote more than 8 MiB to its standard "
                            + stream + ". Let it write to a file, and copy that");
            await().until(() -> server.openChannels() == 0);
            assertThat(shell.run("echo on").output()).isEqualTo("on\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"HUP, 129", "INT, 130", "ABRT, 134", "KILL, 137", "SEGV, 139", "PIPE, 141", "TERM, 143"})
    void signalBecomesAStatus(String signal, int status) {
        server.endBySignal(signal);

        try (GuestShell shell = shell("")) {
            assertThat(shell.run("sleep").status()).isEqualTo(status);
        }
    }

    @Test
    void unknownSignalIsAFailure() {
        server.endBySignal("STKFLT");

        try (GuestShell shell = shell("")) {
            fails(
                    () -> shell.run("sleep"),
                    "running \"sleep\" in the machine failed: it was ended by a signal that has no known number");
        }
    }

    @Test
    void endWithoutAStatusIsAFailure() {
        server.endWithoutStatusAfter("half");

        try (GuestShell shell = shell("")) {
            fails(() -> shell.run("x"), "running \"x\" in the machine failed: it ended without a status");
        }
    }

    @Test
    void commandThatTakesTooLongIsGivenUpAndItsConnectionUsedNoMore() {
        server.fallSilent();

        try (GuestShell shell = shell("")) {
            fails(
                    () -> shell.run("sleep", SOON),
                    "running \"sleep\" in the machine failed: it has not ended on user@127.0.0.1:" + server.port()
                            + " within 300 ms; it may go on there");
            await().until(() -> server.openChannels() == 0);
            server.reply("on", "", 0);
            assertThat(shell.run("echo").output()).isEqualTo("on");
        }
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void settingsSayHowLongACommandMayTake() {
        server.fallSilent();

        try (GuestShell shell = shell("commandTimeout = 200ms")) {
            fails(
                    () -> shell.run("sleep"),
                    "running \"sleep\" in the machine failed: it has not ended on user@127.0.0.1:" + server.port()
                            + " within 200 ms; it may go on there");
        }
    }

    @Test
    void interruptEndsTheWaitAndStays() throws Exception {
        CountDownLatch asked = server.fallSilent();

        try (GuestShell shell = shell(HOUR)) {
            FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
                fails(() -> shell.run("sleep"), "running \"sleep\" in the machine was interrupted");
                return Thread.currentThread().isInterrupted();
            });
            Thread thread = start(interrupted);
            asked.await();
            thread.interrupt();

            assertThat(interrupted.get()).isTrue();
            await().until(() -> server.openChannels() == 0);
        }
    }

    @Test
    void whoeverIsInterruptedAlreadyRunsNothing() throws Exception {
        try (GuestShell shell = shell("")) {
            FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
                Thread.currentThread().interrupt();
                fails(() -> shell.run("echo"), "running \"echo\" in the machine was interrupted");
                return Thread.currentThread().isInterrupted();
            });
            start(interrupted);

            assertThat(interrupted.get()).isTrue();
        }
        assertThat(server.commands()).isEmpty();
    }

    @Test
    void severalThreadsShareAConnection() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        server.replyAfter(released, "done");

        try (GuestShell shell = shell("")) {
            List<FutureTask<Outcome>> commands = startCommands(shell, 6);
            await().until(() -> server.openChannels() == 6);
            released.countDown();

            checkAllDone(commands);
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void moreCommandsThanTheServerLetsOneConnectionRunTakeAnother() throws Exception {
        server.openChannelsAtATime(1);
        CountDownLatch released = new CountDownLatch(1);
        server.replyAfter(released, "done");

        try (GuestShell shell = shell("")) {
            List<FutureTask<Outcome>> commands = startCommands(shell, 12);
            await().until(() -> server.commands().size() == 12);
            assertThat(server.presentConnections()).isEqualTo(12);
            released.countDown();

            checkAllDone(commands);
            await().until(() -> server.presentConnections() == 1);
        }
    }

    @Test
    void serverThatLetsNothingRunIsToldOf() {
        server.openChannelsAtATime(0);

        try (GuestShell shell = shell("")) {
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.run("x"))
                    .withMessageStartingWith("running \"x\" in the machine failed: user@127.0.0.1:" + server.port()
                            + " lets nothing be run: ");
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void lostConnectionIsMadeAnew() {
        try (GuestShell shell = shell("")) {
            shell.run("first");
            server.dropConnections();
            assertThat(shell.run("second").succeeded()).isTrue();
        }
        assertThat(server.commands()).containsExactly("first", "second");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectionOnWhichNobodyAnswersAnyMoreIsMadeAnew() {
        try (GuestShell shell = shell("connectTimeout = 1s")) {
            shell.run("first");
            server.ignorePresentConnections();
            assertThat(shell.run("second").succeeded()).isTrue();
        }
        assertThat(server.commands()).containsExactly("first", "second");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void commandThatMayHaveBegunIsNotRunAgain() {
        server.dropAfter("half");

        try (GuestShell shell = shell("")) {
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.run("x"))
                    .withMessageStartingWith("running \"x\" in the machine failed: the connection to user@127.0.0.1:"
                            + server.port() + " was lost: ")
                    .withMessageEndingWith("; it may go on there")
                    .matches(e -> !e.permanent(), "may work later");
        }
        assertThat(server.commands()).containsExactly("x");
    }

    @Test
    void serverThatIsNotUpYetIsAPassingFailure() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (GuestShell shell = passwordShell(FakeEndpoint.onLoopback(closed), "")) {
            fails(
                    () -> shell.run("x"),
                    "running \"x\" in the machine failed: no connection to the SSH server 127.0.0.1:" + closed
                            + ": Connection refused");
        }
    }

    @Test
    void serverThatSaysNothingIsGivenUpInTime() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GuestShell shell =
                        passwordShell(FakeEndpoint.onLoopback(mute.getLocalPort()), "connectTimeout = 300ms")) {
            fails(
                    () -> shell.run("x"),
                    "running \"x\" in the machine failed: no answer within 300 ms while connecting to the SSH server "
                            + "127.0.0.1:" + mute.getLocalPort());
        }
    }

    @Test
    void limitOfACommandHoldsForConnectingToo() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GuestShell shell = passwordShell(FakeEndpoint.onLoopback(mute.getLocalPort()), "")) {
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.run("x", SOON))
                    .withMessageMatching("running \"x\" in the machine failed: no answer within (300|2\\d\\d) ms while "
                            + "connecting to the SSH server 127.0.0.1:" + mute.getLocalPort());
        }
    }

    @Test
    void refusedLoginMayBeLetInLater() {
        server.letIn("user", "another");

        try (GuestShell shell = shell("")) {
            fails(
                    () -> shell.run("x"),
                    "running \"x\" in the machine failed: the SSH server 127.0.0.1:" + server.port()
                            + " refuses to let in the user \"user\". Tried: the password from the section. While the machine "
                            + "boots, that may change");
            server.letIn("user", "S3CRET");
            assertThat(shell.run("x").succeeded()).isTrue();
        }
    }

    @Test
    void machineWithoutAnAddressIsNotReached() {
        try (GuestShell shell = passwordShell(FakeEndpoint.withoutAddress(), "")) {
            assertThatIllegalStateException().isThrownBy(() -> shell.run("x")).withMessage("no address yet");
        }
    }

    @ParameterizedTest
    @MethodSource
    void limitMayBeAsLongAsThereAre(Duration limit) {
        server.reply("done", "", 0);

        try (GuestShell shell = shell("")) {
            assertThat(shell.run("x", limit)).isEqualTo(new Outcome(0, "done", ""));
        }
    }

    static List<Duration> limitMayBeAsLongAsThereAre() {
        return List.of(ChronoUnit.FOREVER.getDuration(), Duration.ofMillis(Long.MAX_VALUE), Duration.ofDays(106_752));
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-0.001S"})
    void limitMustBeMoreThanNothing(Duration limit) {
        try (GuestShell shell = shell("")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> shell.run("x", limit))
                    .withMessage("not a time limit: " + limit + ". It must be more than nothing");
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void closeEndsWhatOtherThreadsDo() throws Exception {
        CountDownLatch asked = server.fallSilent();
        GuestShell shell = shell(HOUR);
        FutureTask<GuestShellException> running =
                new FutureTask<>(() -> catchThrowableOfType(GuestShellException.class, () -> shell.run("sleep")));
        start(running);
        asked.await();

        shell.close();

        assertThat(running.get())
                .hasMessage("running \"sleep\" in the machine was ended: the host is torn down")
                .matches(GuestShellException::permanent, "permanent");
        await().until(() -> server.presentConnections() == 0);
    }

    @Test
    void closeEndsWhoeverConnects() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GuestShell shell =
                    passwordShell(FakeEndpoint.onLoopback(mute.getLocalPort()), "connectTimeout = 5m" + HOUR);
            FutureTask<GuestShellException> connecting =
                    new FutureTask<>(() -> catchThrowableOfType(GuestShellException.class, () -> shell.run("x")));
            start(connecting);
            try (Socket open = mute.accept()) {
                shell.close();

                assertThat(connecting.get())
                        .as("on " + open)
                        .hasMessage("running \"x\" in the machine was ended: the host is torn down");
            }
        }
    }

    @Test
    void closedShellIsOfNoUse() {
        GuestShell shell = shell("");
        shell.close();
        shell.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> shell.run("x"))
                .withMessage("running \"x\" in the machine is not possible any more: the host is torn down");
    }

    @Test
    void noThreadIsLeftAfterClose() throws InterruptedException {
        GuestShell shell = shell("");
        shell.run("x");
        shell.close();

        for (Thread thread : threads()) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void idleShellHasNoThreadButTheReaderOfItsConnection() {
        try (GuestShell shell = shell("")) {
            shell.run("x");

            await().untilAsserted(() -> assertThat(threads())
                    .singleElement()
                    .extracting(Thread::getName)
                    .asString()
                    .startsWith("sshj-Reader"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"S3CRET", "wr0ng"})
    void nothingTellsThePassword(String password) {
        server.letIn("user", password);
        server.letInByKeyboard("user", password);
        String message = "";
        try (GuestShell shell = shell("hostKey = any")) {
            shell.run("x");
        } catch (GuestShellException e) {
            message = e.toString() + e.getCause();
        }
        assertThat(message + log.text()).doesNotContain("S3CRET").contains("127.0.0.1");
    }

    private GuestShell shell(String more) {
        return TestShells.to(server, more);
    }

    private static GuestShell passwordShell(GuestEndpoint endpoint, String more) {
        return TestShells.create("user = user, password = S3CRET\n" + more, endpoint);
    }

    private static void fails(Runnable use, String message) {
        assertThatExceptionOfType(GuestShellException.class)
                .isThrownBy(use::run)
                .withMessage(message)
                .matches(e -> !e.permanent(), "may work later");
    }

    private static List<FutureTask<Outcome>> startCommands(GuestShell shell, int count) {
        List<FutureTask<Outcome>> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FutureTask<Outcome> command = new FutureTask<>(() -> shell.run("x"));
            start(command);
            commands.add(command);
        }
        return commands;
    }

    private static void checkAllDone(List<FutureTask<Outcome>> commands)
            throws InterruptedException, ExecutionException {
        for (FutureTask<Outcome> command : commands) {
            assertThat(command.get()).isEqualTo(new Outcome(0, "done", ""));
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cloudhost-shell-")
                        || thread.getName().matches("sshj-.*:" + server.port() + "\\b.*"))
                .toList();
    }
}
