package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShell.Outcome;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.GuestShellProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Test what every shell in a machine must do. The machine is this computer, which must have a POSIX shell: what the test runs
 * in the machine runs here, and the machine's files are those of this computer.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class GuestShellContract extends PluginContract<GuestShellProvider> {

    private static final Duration SOON = Duration.ofMillis(300);

    private static final String INTERRUPTED = "a GuestShellException, and the interrupt status kept";

    private Path here = Path.of("");
    private Path there = Path.of("");
    private Path root = Path.of("");

    /** For subclasses. */
    protected GuestShellContract() {}

    /**
     * Say where the machine is: there is a server that runs commands with this computer's shell, and copies to and from its
     * files. Called before {@link #section()}, once in a test.
     *
     * @return the endpoint
     * @throws Exception when that fails
     */
    protected abstract GuestEndpoint machine() throws Exception;

    /**
     * Write valid settings for a shell in the machine.
     *
     * @return what stands between the braces of the shell's section
     * @throws Exception when that fails
     */
    @Override
    protected abstract String section() throws Exception;

    @BeforeEach
    final void createFolders(@TempDir Path folder) throws IOException {
        root = folder;
        here = Files.createDirectory(root.resolve("here"));
        there = Files.createDirectory(root.resolve("there"));
    }

    @Override
    final Class<GuestShellProvider> port() {
        return GuestShellProvider.class;
    }

    @Override
    final String nameOf(GuestShellProvider provider) {
        return provider.name();
    }

    @Override
    final SettingsSchema schemaOf(GuestShellProvider provider) {
        return provider.schema();
    }

    @Override
    final Settings settings(GuestShellProvider provider, String hocon) {
        return TestSettings.forGuestShell(provider, hocon);
    }

    @Override
    final Settings defaultsOf(GuestShellProvider provider) {
        return TestSettings.defaults(provider, "guest-shell", provider.name());
    }

    @Override
    final void makeAndRelease(GuestShellProvider provider, Settings settings) {
        provider.create(settings, FakeEndpoint.withoutAddress()).close();
    }

    /**
     * A shell is made before the machine has an address, and until then it is of no use.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void machineWithoutAnAddressIsNotReached() throws Exception {
        try (GuestShell shell = soon(() -> create(FakeEndpoint.withoutAddress()))) {
            assertThatIllegalStateException().as("a command").isThrownBy(() -> shell.run("true"));
            assertThatIllegalStateException()
                    .as("a copy")
                    .isThrownBy(() -> shell.copyTo(write(here.resolve("file"), "x"), there + "/file"));
        }
    }

    /**
     * A command's status, output and errors are told, whatever they are; a failure of the command is none of the shell.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void outcomeIsTold() throws Exception {
        try (GuestShell shell = create(machine())) {
            assertThat(shell.run("echo 'grün'; echo caution >&2; exit 3"))
                    .isEqualTo(new Outcome(3, "grün\n", "caution\n"));
            assertThat(shell.run("true", PATIENCE)).isEqualTo(new Outcome(0, "", ""));
        }
    }

    /**
     * A command that a signal has ended has 128 and the signal's number for its status.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void signalBecomesAStatus() throws Exception {
        try (GuestShell shell = create(machine())) {
            assertThat(shell.run("kill -TERM $$").status()).isEqualTo(143);
        }
    }

    /**
     * Much output on one stream does not hold back the other.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void neitherStreamHoldsBackTheOther() throws Exception {
        try (GuestShell shell = create(machine())) {
            Outcome outcome = shell.run("head -c 1000000 /dev/zero >&2; head -c 1000000 /dev/zero");

            assertThat(outcome.output()).hasSize(1_000_000);
            assertThat(outcome.errors()).hasSize(1_000_000);
        }
    }

    /**
     * A limit must be more than nothing, and may be as long as there are.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void limitIsMoreThanNothing() throws Exception {
        Path proof = there.resolve("proof");
        try (GuestShell shell = create(machine())) {
            for (Duration none : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
                assertThatIllegalArgumentException().as("%s", none).isThrownBy(() -> shell.run("touch " + proof, none));
            }
            assertThat(proof).doesNotExist();
            assertThat(shell.run("true", ChronoUnit.FOREVER.getDuration()).succeeded())
                    .isTrue();
        }
    }

    /**
     * A command that takes too long is given up, and the next one works.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void commandThatTakesTooLongIsGivenUp() throws Exception {
        try (GuestShell shell = create(machine())) {
            BackgroundCall<Outcome> call = BackgroundCall.start(() -> shell.run("exec sleep 300", SOON));
            assertThatThrownBy(() -> call.await(SOON.plus(tolerance())))
                    .isInstanceOf(GuestShellException.class)
                    .satisfies(this::showsNoSecret);
            assertThat(shell.run("echo on").output()).isEqualTo("on\n");
        }
    }

    /**
     * An interrupt ends the wait for a command at once; the thread keeps its interrupt status.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void interruptEndsTheWaitAndStays() throws Exception {
        try (GuestShell shell = create(machine());
                WatchService begin = watchBegin()) {
            BackgroundCall<Boolean> call = BackgroundCall.start(() -> isInterruptedBy(() -> shell.run(longCommand())));
            await(begin);
            call.interrupt();

            assertThat(call.await(tolerance())).as(INTERRUPTED).isTrue();
        }
    }

    /**
     * A thread that is interrupted already runs nothing.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void interruptedThreadRunsNothing() throws Exception {
        Path proof = there.resolve("proof");
        try (GuestShell shell = create(machine())) {
            assertThat(soon(() -> isInterruptedBy(() -> {
                        Thread.currentThread().interrupt();
                        shell.run("touch " + proof);
                    })))
                    .as(INTERRUPTED)
                    .isTrue();
            shell.run("true");
            assertThat(proof).doesNotExist();
        }
    }

    /**
     * Several threads use one shell, and each gets what is its own.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void severalThreadsShareAShell() throws Exception {
        try (GuestShell shell = create(machine())) {
            List<BackgroundCall<Outcome>> calls = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int number = thread;
                calls.add(BackgroundCall.start(() -> shell.run("echo " + number)));
            }
            for (int thread = 0; thread < calls.size(); thread++) {
                assertThat(calls.get(thread).await(PATIENCE).output()).isEqualTo(thread + "\n");
            }
        }
    }

    /**
     * A file arrives byte by byte, with its mode, in both directions. Its path is given to no shell.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void fileArrivesWithItsMode() throws Exception {
        byte[] bytes = new byte[300_001];
        new Random(7).nextBytes(bytes);
        Path file = Files.write(here.resolve("file"), bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
        Path remote = there.resolve("a $(echo b) 'c' ; # d");

        try (GuestShell shell = create(machine())) {
            shell.copyTo(file, remote.toString());
            shell.copyFrom(remote.toString(), here.resolve("back"));
        }

        for (Path copy : List.of(remote, here.resolve("back"))) {
            assertThat(copy).hasBinaryContent(bytes);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                    .isEqualTo("rwxr-x---");
        }
    }

    /**
     * A folder arrives with all that is in it, in both directions; what is there is overwritten, and nothing else touched.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void folderArrivesWithAllThatIsInIt() throws Exception {
        Path folder = Files.createDirectory(here.resolve("folder"));
        Files.createDirectories(folder.resolve("sub/empty"));
        write(folder.resolve("sub/text"), "new");
        for (Path copy : List.of(there.resolve("copy"), here.resolve("back"))) {
            Files.createDirectories(copy.resolve("sub"));
            write(copy.resolve("sub/text"), "old and longer");
            write(copy.resolve("other"), "kept");
        }

        try (GuestShell shell = create(machine())) {
            shell.copyTo(folder, there + "/copy");
            shell.copyFrom(there + "/copy", here.resolve("back"));
        }

        for (Path copy : List.of(there.resolve("copy"), here.resolve("back"))) {
            assertThat(copy.resolve("sub/text")).hasContent("new");
            assertThat(copy.resolve("sub/empty")).isEmptyDirectory();
            assertThat(copy.resolve("other")).hasContent("kept");
            assertThat(copy.resolve("folder")).doesNotExist();
        }
    }

    /**
     * Of a link, what it leads to arrives.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void linksAreFollowed() throws Exception {
        write(root.resolve("target"), "text");
        Path folder = Files.createDirectory(here.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), root.resolve("target"));

        try (GuestShell shell = create(machine())) {
            shell.copyTo(folder, there + "/copy");
        }

        assertThat(there.resolve("copy/link")).isRegularFile().hasContent("text");
        assertThat(Files.isSymbolicLink(there.resolve("copy/link"))).isFalse();
    }

    /**
     * What comes out of the machine, which chooses the names, is written through no link in the folder that it goes to.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void copyOutOfTheMachineIsWrittenThroughNoLink() throws Exception {
        Path chosen = Files.createDirectory(there.resolve("chosen"));
        Files.createDirectory(chosen.resolve("sub"));
        write(chosen.resolve("sub/file"), "evil");
        write(chosen.resolve("file"), "evil");
        Path outside = Files.createDirectory(root.resolve("outside"));
        write(outside.resolve("file"), "mine");
        Path folder = Files.createDirectory(here.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("sub"), outside);
        Files.createSymbolicLink(folder.resolve("file"), outside.resolve("file"));

        try (GuestShell shell = create(machine())) {
            shell.copyFrom(chosen.toString(), folder);
        }

        assertThat(outside.resolve("file")).hasContent("mine");
        assertThat(folder.resolve("sub/file")).hasContent("evil");
        assertThat(folder.resolve("file")).hasContent("evil");
    }

    /**
     * What is not there cannot be copied, and what goes into a folder that is not there neither.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void copyThatCannotBeMadeFails() throws Exception {
        Path file = write(here.resolve("file"), "x");
        Path remote = write(there.resolve("file"), "x");
        try (GuestShell shell = create(machine())) {
            fails(() -> shell.copyTo(here.resolve("none"), there + "/none"));
            fails(() -> shell.copyFrom(there + "/none", here.resolve("none")));
            fails(() -> shell.copyTo(file, there + "/none/file"));
            fails(() -> shell.copyFrom(remote.toString(), here.resolve("none/file")));
        }
        assertThat(here.resolve("none")).doesNotExist();
        assertThat(there.resolve("none")).doesNotExist();
    }

    private void fails(ThrowingCallable copy) {
        assertThatThrownBy(copy).isInstanceOf(GuestShellException.class).satisfies(this::showsNoSecret);
    }

    /**
     * A shell may be closed unused and twice; after that it is of no use.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void closedShellIsOfNoUse() throws Exception {
        GuestEndpoint machine = machine();
        GuestShell used = create(machine);
        used.run("true");
        for (GuestShell shell : List.of(create(machine), used)) {
            assertThatCode(() -> soon(() -> {
                        shell.close();
                        shell.close();
                        return "closed";
                    }))
                    .doesNotThrowAnyException();
            assertThatIllegalStateException().isThrownBy(() -> shell.run("true"));
            assertThatIllegalStateException()
                    .isThrownBy(() -> shell.copyTo(write(here.resolve("file"), "x"), there + "/file"));
            assertThatIllegalStateException().isThrownBy(() -> shell.copyFrom(there.toString(), here.resolve("back")));
            showsNoSecret(shell.toString());
        }
    }

    /**
     * Closing ends what other threads are at.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void closeEndsWhatIsUnderWay() throws Exception {
        GuestShell shell = create(machine());
        try (WatchService begin = watchBegin()) {
            BackgroundCall<Outcome> call =
                    BackgroundCall.start(() -> shell.run(longCommand(), PATIENCE.multipliedBy(3)));
            await(begin);

            soon(() -> {
                shell.close();
                return "closed";
            });

            assertThatThrownBy(() -> call.await(tolerance())).isInstanceOf(GuestShellException.class);
        }
    }

    /**
     * Closing one shell leaves another one of the same provider at work.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void shellsAreIndependent() throws Exception {
        GuestEndpoint machine = machine();
        GuestShellProvider provider = provider();
        Settings settings = settings(provider, section());
        try (GuestShell other = provider.create(settings, machine)) {
            other.run("true");
            try (GuestShell closed = provider.create(settings, machine)) {
                closed.run("true");
            }
            assertThat(other.run("echo on").output()).isEqualTo("on\n");
        }
    }

    private GuestShell create(GuestEndpoint machine) throws Exception {
        GuestShellProvider provider = provider();
        Settings settings = settings(provider, section());
        provider.schema().check(settings);
        return provider.create(settings, machine);
    }

    /** Tells whether a use of a shell ended because of an interrupt, as the port has it. */
    private static boolean isInterruptedBy(ThrowingCallable use) {
        return catchThrowable(use) instanceof GuestShellException
                && Thread.currentThread().isInterrupted();
    }

    /** A command that shows that it has begun, and goes on for longer than a test may take. */
    private String longCommand() {
        return "touch '" + there.resolve("begun") + "'; exec sleep 300";
    }

    private WatchService watchBegin() throws IOException {
        WatchService watch = there.getFileSystem().newWatchService();
        there.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        return watch;
    }

    private static void await(WatchService begin) throws InterruptedException {
        assertThat(begin.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("the command has begun")
                .isNotNull();
    }

    private static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text);
    }
}
