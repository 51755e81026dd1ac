package io.cloudhost.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.ssh.internal.TestKeys;
import io.cloudhost.testkit.FakeEndpoint;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies, against a real SSH server, over both of the ways that there are. */
@Timeout(120)
class GuestCopyTest {

    private static final KeyPair HOST_KEY = TestKeys.ed25519();

    @TempDir
    private Path here;

    @TempDir
    private Path there;

    private LoopbackSshServer server;

    /** What the machine's server has. */
    private enum Way {
        SFTP,
        SCP
    }

    @BeforeEach
    void startServer() throws IOException {
        server = new LoopbackSshServer(HOST_KEY);
        server.letIn("user", "S3CRET");
    }

    @AfterEach
    void stopServer() throws IOException {
        server.stop();
    }

    @ParameterizedTest
    @EnumSource
    void fileArrivesByteByByteWithItsMode(Way way) throws IOException {
        byte[] bytes = random(3_000_001);
        Path file = withMode(Files.write(here.resolve("file"), bytes), "rwxr-x--x");

        try (GuestShell shell = shell(way)) {
            shell.copyTo(file, there + "/other");
            shell.copyFrom(there + "/other", here.resolve("back"));
        }

        assertThat(there.resolve("other")).hasBinaryContent(bytes);
        assertThat(modeOf(there.resolve("other"))).isEqualTo("rwxr-x--x");
        assertThat(here.resolve("back")).hasBinaryContent(bytes);
        assertThat(modeOf(here.resolve("back"))).isEqualTo("rwxr-x--x");
    }

    @ParameterizedTest
    @EnumSource
    void folderArrivesWithAllThatIsInIt(Way way) throws IOException {
        Path folder = Files.createDirectories(here.resolve("folder/sub/empty"))
                .getParent()
                .getParent();
        Files.writeString(folder.resolve("sub/text"), "text");
        Files.createFile(folder.resolve("nothing"));
        withMode(folder.resolve("sub"), "r-xr-x---");

        try (GuestShell shell = shell(way)) {
            shell.copyTo(folder, there + "/copy");
            shell.copyFrom(there + "/copy/", here.resolve("back"));
        } finally {
            Stream.of(folder, there.resolve("copy"), here.resolve("back"))
                    .map(copy -> copy.resolve("sub"))
                    .filter(Files::exists)
                    .forEach(sub -> assertThat(modeOfThenWritable(sub)).isEqualTo("r-xr-x---"));
        }
        for (Path copy : new Path[] {there.resolve("copy"), here.resolve("back")}) {
            assertThat(copy.resolve("sub/text")).hasContent("text");
            assertThat(copy.resolve("nothing")).isEmptyFile();
            assertThat(copy.resolve("sub/empty")).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsThereIsOverwrittenAndNothingElseTouched(Way way) throws IOException {
        Path folder = Files.createDirectory(here.resolve("folder"));
        Files.writeString(folder.resolve("file"), "new");
        Files.createDirectory(there.resolve("copy"));
        withMode(Files.writeString(there.resolve("copy/file"), "old and longer"), "rw-rw-rw-");
        Files.writeString(there.resolve("copy/other"), "kept");
        withMode(folder.resolve("file"), "rw-------");

        try (GuestShell shell = shell(way)) {
            shell.copyTo(folder, there + "/copy");
            Files.writeString(here.resolve("back"), "old and longer");
            shell.copyFrom(there + "/copy/file", here.resolve("back"));
            shell.copyFrom(there + "/copy", folder);
        }

        assertThat(there.resolve("copy/file")).hasContent("new");
        assertThat(modeOf(there.resolve("copy/file"))).isEqualTo("rw-------");
        assertThat(there.resolve("copy/folder")).doesNotExist();
        assertThat(here.resolve("back")).hasContent("new");
        assertThat(folder.resolve("other")).hasContent("kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "quote's",
                "\"; touch pwned; \"",
                "'; touch pwned; '",
                "$(touch pwned)",
                "`touch pwned`",
                "a\\b",
                "*",
                "?",
                "-rf",
                "#x",
                "~",
                "a&b|c>d"
            })
    void pathsAreGivenToNoShell(String name) throws IOException {
        Path folder = Files.createDirectory(here.resolve(name));
        Files.writeString(folder.resolve(name), name);
        Files.createDirectory(there.resolve("in " + name));

        for (Way way : Way.values()) {
            try (GuestShell shell = shell(way)) {
                String target = there + "/in " + name + "/" + name + way;
                shell.copyTo(folder, target);
                assertThat(Path.of(target, name)).hasContent(name);
                shell.copyFrom(target + "/" + name, here.resolve("back" + way));
                assertThat(here.resolve("back" + way)).hasContent(name);
            }
        }
        assertThat(Path.of("pwned")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void linksAreFollowed(Way way) throws IOException {
        Path folder = Files.createDirectory(here.resolve("folder"));
        Path file = Files.writeString(here.resolve("file"), "text");
        Files.createSymbolicLink(folder.resolve("link"), file);

        try (GuestShell shell = shell(way)) {
            shell.copyTo(folder, there + "/copy");
            Files.createSymbolicLink(there.resolve("copy/again"), there.resolve("copy/link"));
            shell.copyFrom(there + "/copy", here.resolve("back"));
        }

        assertThat(there.resolve("copy/link"))
                .isRegularFile()
                .hasContent("text")
                .satisfies(copy -> assertThat(Files.isSymbolicLink(copy)).isFalse());
        assertThat(here.resolve("back/again")).hasContent("text");
    }

    /** Can fail for an ordinary user only: root may write to everything. */
    @ParameterizedTest
    @EnumSource
    void copyThatIsReadOnlyIsOverwritten(Way way) throws IOException {
        Path folder = Files.createDirectory(there.resolve("folder"));
        Path file = withMode(Files.writeString(folder.resolve("file"), "first"), "r--------");
        withMode(folder, "r-xr-xr-x");

        try (GuestShell shell = shell(way)) {
            shell.copyFrom(folder.toString(), here.resolve("back"));
            withMode(folder, "rwxr-xr-x");
            Files.delete(file);
            withMode(Files.writeString(file, "second"), "r--r-----");
            withMode(Files.writeString(folder.resolve("new"), "new"), "r--r--r--");
            withMode(folder, "r-xr-xr-x");
            shell.copyFrom(folder.toString(), here.resolve("back"));
        } finally {
            withMode(folder, "rwxr-xr-x");
        }

        assertThat(modeOfThenWritable(here.resolve("back"))).isEqualTo("r-xr-xr-x");
        assertThat(here.resolve("back/file")).hasContent("second");
        assertThat(modeOf(here.resolve("back/file"))).isEqualTo("r--r-----");
        assertThat(here.resolve("back/new")).hasContent("new");
    }

    @Test
    void copyInTheMachineThatIsReadOnlyIsOverwritten() throws IOException {
        Path folder = Files.createDirectory(here.resolve("folder"));
        withMode(Files.writeString(folder.resolve("file"), "new"), "r--r-----");
        withMode(Files.writeString(folder.resolve("other"), "other"), "rw-------");
        withMode(folder, "r-xr-xr-x");
        Path copy = Files.createDirectory(there.resolve("copy"));
        withMode(Files.writeString(copy.resolve("file"), "old and longer"), "---------");
        withMode(copy, "r-xr-xr-x");
        server.offerSftp(ordinaryUser());

        try (GuestShell shell = TestShells.to(server, "")) {
            shell.copyTo(folder, copy.toString());
        } finally {
            withMode(folder, "rwxr-xr-x");
        }

        assertThat(modeOfThenWritable(copy)).isEqualTo("r-xr-xr-x");
        assertThat(copy.resolve("file")).hasContent("new");
        assertThat(modeOf(copy.resolve("file"))).isEqualTo("r--r-----");
        assertThat(copy.resolve("other")).hasContent("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "sub/../../evil", "%s/evil", "sub/evil", "evil\0"})
    void nameFromTheMachineLeadsNowhereElse(String form) throws IOException {
        String name = form.formatted(here);
        Files.writeString(Files.createDirectory(there.resolve("folder")).resolve("file"), "text");
        Files.createDirectories(here.resolve("in/sub"));
        server.offer(sftpNaming("file", name));

        try (GuestShell shell = TestShells.to(server, "")) {
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.copyFrom(there + "/folder", here.resolve("in/back")))
                    .withMessageMatching("(?s).*(\"\\Q" + name + "\\E\" is no name of a file|"
                            + "a file named so cannot be on this computer.*)");
        }
        assertThat(evil()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "sub/../../evil", "%s/evil", "sub/evil", "evil\\0", "..", "."})
    void nameFromScpLeadsNowhereElse(String form) throws IOException {
        String name = form.formatted(here);
        Files.createDirectories(here.resolve("in/sub"));

        for (String line : new String[] {"C0644 4 ", "D0777 0 "}) {
            server.runInShellInstead("printf 'D0755 0 folder\\n" + line + name + "\\ntext\\0'; head -c 9 >/dev/null");
            try (GuestShell shell = TestShells.to(server, "")) {
                assertThatExceptionOfType(GuestShellException.class)
                        .isThrownBy(() -> shell.copyFrom("/folder", here.resolve("in/back")))
                        .withMessageContaining(
                                name.contains("\\0") ? "a file named so cannot be" : "is no name of a file");
            }
        }
        assertThat(evil()).isEmpty();
        assertThat(modeOf(here.resolve("in"))).isEqualTo(modeOf(here.resolve("in/sub")));
    }

    @Test
    void nameThatScpGivesTheWholeCopyIsOfNoMatter() throws IOException {
        Files.createDirectory(here.resolve("in"));
        server.runInShellInstead("printf 'C0644 4 ../evil\\ntext\\0'; head -c 3 >/dev/null");

        try (GuestShell shell = TestShells.to(server, "")) {
            shell.copyFrom("/file", here.resolve("in/back"));
        }

        assertThat(here.resolve("in/back")).hasContent("text");
        assertThat(evil()).isEmpty();
    }

    /** Or the machine could choose which of them is written to. */
    @ParameterizedTest
    @EnumSource
    void linksInTheFolderThatIsCopiedToAreReplaced(Way way) throws IOException {
        Path folder = Files.createDirectories(there.resolve("folder/sub")).getParent();
        Files.writeString(folder.resolve("file"), "text");
        Files.writeString(folder.resolve("loose"), "text");
        Files.writeString(folder.resolve("sub/file"), "text");
        Path ownFile = withMode(Files.writeString(here.resolve("own"), "kept"), "rw-------");
        Path ownFolder = Files.createDirectory(here.resolve("ownFolder"));
        Path back = Files.createDirectory(here.resolve("back"));
        Files.createSymbolicLink(back.resolve("file"), ownFile);
        Files.createSymbolicLink(back.resolve("loose"), here.resolve("none"));
        Files.createSymbolicLink(back.resolve("sub"), ownFolder);

        try (GuestShell shell = shell(way)) {
            shell.copyFrom(folder.toString(), back);
        }

        assertThat(ownFile).hasContent("kept");
        assertThat(modeOf(ownFile)).isEqualTo("rw-------");
        assertThat(ownFolder).isEmptyDirectory();
        assertThat(here.resolve("none")).doesNotExist();
        assertThat(back.resolve("file")).hasContent("text");
        assertThat(back.resolve("loose")).hasContent("text");
        assertThat(back.resolve("sub/file")).hasContent("text");
    }

    @ParameterizedTest
    @EnumSource
    void linkThatTheCallerNamesIsFollowed(Way way) throws IOException {
        Files.writeString(Files.createDirectory(there.resolve("folder")).resolve("file"), "text");
        Path real = Files.createDirectory(here.resolve("real"));
        Files.createSymbolicLink(here.resolve("link"), real);

        try (GuestShell shell = shell(way)) {
            shell.copyFrom(there + "/folder", here.resolve("link"));
        }

        assertThat(real.resolve("file")).hasContent("text");
        assertThat(here.resolve("link")).isSymbolicLink();
    }

    @ParameterizedTest
    @EnumSource
    void copiesGoToAndFromOtherFileSystems(Way way) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(here.resolve("a.zip"), Map.of("create", "true"))) {
            Path folder = Files.createDirectories(zip.getPath("/folder/sub")).getParent();
            Files.writeString(folder.resolve("file"), "text");
            Files.writeString(folder.resolve("sub/other"), "other");

            try (GuestShell shell = shell(way)) {
                shell.copyTo(folder, there + "/copy");
                shell.copyFrom(there + "/copy", zip.getPath("/back"));
            }

            for (Path copy : new Path[] {there.resolve("copy"), zip.getPath("/back")}) {
                assertThat(Files.readString(copy.resolve("file"))).isEqualTo("text");
                assertThat(Files.readString(copy.resolve("sub/other"))).isEqualTo("other");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void folderThatIsNotThereIsNotMade(Way way) throws IOException {
        Path file = Files.writeString(here.resolve("file"), "text");

        try (GuestShell shell = shell(way)) {
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.copyTo(file, there + "/none/copy"))
                    .withMessageStartingWith("copying " + file + " to " + there + "/none/copy in the machine failed: ")
                    .withMessageContaining("No such file");
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.copyFrom(there + "/none", here.resolve("back")))
                    .withMessageContaining("No such file");
        }
        assertThat(there).isEmptyDirectory();
        assertThat(here.resolve("back")).doesNotExist();
    }

    @Test
    void answersOfTheSftpServerAreGivenTheirPath() {
        try (GuestShell shell = shell(Way.SFTP)) {
            fails(
                    () -> shell.copyFrom(there + "/none", here.resolve("back")),
                    "copying " + there + "/none in the machine to " + here.resolve("back") + " failed: " + there
                            + "/none in the machine: No such file or directory");
        }
    }

    @Test
    void machineThatHasNeitherIsToldOf() throws IOException {
        Path file = Files.writeString(here.resolve("file"), "text");
        server.reply("", "sh: scp: not found\n", 127);

        try (GuestShell shell = TestShells.to(server, "")) {
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.copyTo(file, there + "/copy"))
                    .withMessageStartingWith("copying " + file + " to " + there
                            + "/copy in the machine failed: there is no SFTP (Request failed), and with scp: ")
                    .withMessageContaining("sh: scp: not found");
        }
        assertThat(server.commands()).containsExactly("scp -t -r -p '" + there + "/.'");
    }

    @Test
    void scpCopiesWhereSftpEndsAtOnce() throws IOException {
        Path file = Files.writeString(here.resolve("file"), "text");
        try (GuestShell shell = shell(Way.SCP)) {
            server.letSftpDoAsCommands();
            server.reply("", "sh: sftp-server: not found\n", 127);

            shell.copyTo(file, there + "/copy");
        }

        assertThat(there.resolve("copy")).hasContent("text");
    }

    @Test
    void lossWhileSftpBeginsIsNotTakenForItsAbsence() throws IOException {
        Path file = Files.writeString(here.resolve("file"), "text");
        server.letSftpDoAsCommands();
        server.dropAfter("");

        try (GuestShell shell = TestShells.to(server, "")) {
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.copyTo(file, there + "/copy"))
                    .withMessageStartingWith("copying " + file + " to " + there
                            + "/copy in the machine failed: the connection to user@127.0.0.1:" + server.port()
                            + " was lost: ")
                    .withMessageNotContaining("SFTP");
        }
        assertThat(server.commands()).isEmpty();
    }

    @Test
    void nothingIsAskedOfTheMachineWhereThereIsNothingToCopy() throws IOException {
        Path missing = here.resolve("missing");
        Path orphan = here.resolve("none/copy");
        Path loop = Files.createDirectory(here.resolve("loop"));
        Files.createSymbolicLink(loop.resolve("again"), loop);

        try (GuestShell shell = shell(Way.SFTP)) {
            fails(
                    () -> shell.copyTo(missing, "/copy"),
                    "copying " + missing + " to /copy in the machine failed: there is no " + missing
                            + " on this computer");
            fails(
                    () -> shell.copyTo(Path.of("/dev/null"), "/copy"),
                    "copying /dev/null to /copy in the machine failed: /dev/null is neither a file nor a folder");
            fails(
                    () -> shell.copyTo(loop, "/copy"),
                    "copying " + loop + " to /copy in the machine failed: the link " + loop.resolve("again")
                            + " leads to a folder that it is in");
            fails(
                    () -> shell.copyFrom("/file", orphan),
                    "copying /file in the machine to " + orphan + " failed: there is no folder " + orphan.getParent()
                            + " on this computer");
        }
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "/tmp/..", ".", "a/./"})
    void copyNeedsAName(String remote) {
        try (GuestShell shell = shell(Way.SFTP)) {
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.copyTo(here, remote))
                    .withMessage("copying " + here + " to " + remote + " in the machine failed: \"" + remote
                            + "\" does not end with the name that the copy is to have")
                    .matches(GuestShellException::permanent, "permanent");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b"})
    void pathMustBeOne(String remote) {
        try (GuestShell shell = shell(Way.SFTP)) {
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.copyFrom(remote, here.resolve("back")))
                    .withMessageEndingWith("\" is no path")
                    .matches(GuestShellException::permanent, "permanent");
        }
    }

    @Test
    void linkThatLeadsBackInTheMachineIsRefused() throws IOException {
        Path folder = Files.createDirectories(there.resolve("folder/sub"));
        Files.createSymbolicLink(folder.resolve("again"), there.resolve("folder"));

        try (GuestShell shell = shell(Way.SFTP)) {
            fails(
                    () -> shell.copyFrom(there + "/folder", here.resolve("back")),
                    "copying " + there + "/folder in the machine to " + here.resolve("back") + " failed: the link "
                            + folder.resolve("again") + " in the machine leads to a folder that it is in");
        }
    }

    @Test
    void deviceInTheMachineIsRefused() {
        try (GuestShell shell = shell(Way.SFTP)) {
            fails(
                    () -> shell.copyFrom("/dev/null", here.resolve("back")),
                    "copying /dev/null in the machine to " + here.resolve("back")
                            + " failed: /dev/null in the machine is neither a file nor a folder");
        }
    }

    @Test
    void scpCannotBeToldALineBreak() throws IOException {
        Path file = Files.writeString(here.resolve("two\nlines"), "text");

        try (GuestShell shell = shell(Way.SCP)) {
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.copyTo(here, there + "/copy"))
                    .withMessageEndingWith("the name of " + file + " has a line break, which scp cannot be told");
        }
    }

    @Test
    void copyThatStandsStillIsGivenUp() throws IOException {
        Path file = Files.write(here.resolve("file"), random(2_000_000));
        CountDownLatch released = new CountDownLatch(1);
        server.offerSftp(stallingAfter(500_000, released));

        try (GuestShell shell = TestShells.to(server, "commandTimeout = 500ms")) {
            fails(
                    () -> shell.copyTo(file, there + "/copy"),
                    "copying " + file + " to " + there
                            + "/copy in the machine failed: nothing moved between here and user@127.0.0.1:"
                            + server.port()
                            + " for 500 ms");
            await().until(() -> server.presentConnections() == 0);
            assertThat(modeOf(there.resolve("copy")))
                    .as("of an unfinished copy")
                    .isEqualTo("rw-------");
        } finally {
            released.countDown();
        }
    }

    @Test
    void copyFromAMachineThatStandsStillIsGivenUp() throws IOException {
        Files.write(there.resolve("file"), random(2_000_000));
        CountDownLatch released = new CountDownLatch(1);
        server.offerSftp(stallingAfter(500_000, released));

        try (GuestShell shell = TestShells.to(server, "commandTimeout = 500ms")) {
            fails(
                    () -> shell.copyFrom(there + "/file", here.resolve("back")),
                    "copying " + there + "/file in the machine to " + here.resolve("back")
                            + " failed: nothing moved between here and user@127.0.0.1:" + server.port()
                            + " for 500 ms");
            await().until(() -> server.presentConnections() == 0);
            assertThat(modeOf(here.resolve("back"))).as("of an unfinished copy").isEqualTo("rw-------");
        } finally {
            released.countDown();
        }
    }

    /** Not even a write to the socket comes to an end then. */
    @ParameterizedTest
    @EnumSource
    void connectionThatFreezesIsGivenUpAndLeavesNothing(Way way) throws IOException {
        Path file = Files.write(here.resolve("file"), random(30_000_000));
        shell(way).close();
        try (FreezingProxy proxy = new FreezingProxy(server.port(), 3_000_000);
                GuestShell shell = TestShells.create(
                        "user = user, password = S3CRET, commandTimeout = 1s", FakeEndpoint.onLoopback(proxy.port()))) {
            fails(
                    () -> shell.copyTo(file, there + "/copy"),
                    "copying " + file + " to " + there
                            + "/copy in the machine failed: nothing moved between here and user@127.0.0.1:"
                            + proxy.port()
                            + " for 1000 ms");
            await().untilAsserted(() -> assertThat(threads(proxy.port())).isEmpty());
        }
    }

    @Test
    void interruptEndsACopy() throws Exception {
        Path file = Files.write(here.resolve("file"), random(2_000_000));
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        server.offerSftp(stallingAfter(500_000, released, begun));

        try (GuestShell shell = TestShells.to(server, "commandTimeout = 1h")) {
            FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
                fails(
                        () -> shell.copyTo(file, there + "/copy"),
                        "copying " + file + " to " + there + "/copy in the machine was interrupted");
                return Thread.currentThread().isInterrupted();
            });
            Thread thread = new Thread(interrupted);
            thread.setDaemon(true);
            thread.start();
            begun.await();
            thread.interrupt();

            assertThat(interrupted.get()).isTrue();
            await().until(() -> server.presentConnections() == 0);
        } finally {
            released.countDown();
        }
    }

    @Test
    void copyLeavesNoThread() throws IOException {
        Path file = Files.writeString(here.resolve("file"), "text");

        try (GuestShell shell = shell(Way.SFTP)) {
            shell.copyTo(file, there + "/copy");
            await().untilAsserted(() -> assertThat(threads(server.port()))
                    .singleElement()
                    .asString()
                    .startsWith("sshj-Reader"));
        }
    }

    private GuestShell shell(Way way) {
        if (way == Way.SFTP) {
            server.offerSftp();
        } else {
            assumeThat(Path.of("/usr/bin/scp"))
                    .as("scp (package openssh-client)")
                    .exists();
            server.offerNoSftp();
            server.runInShell();
        }
        return TestShells.to(server, "");
    }

    private static Stream<String> threads(int port) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("cloudhost-shell-") || name.matches("sshj-.*:" + port + "\\b.*"));
    }

    private static SftpEventListener stallingAfter(long bytes, CountDownLatch released, CountDownLatch... begun) {
        return new SftpEventListener() {
            @Override
            public void writing(
                    ServerSession session, String handle, FileHandle file, long at, byte[] data, int from, int length) {
                stallAt(at);
            }

            @Override
            public void reading(
                    ServerSession session, String handle, FileHandle file, long at, byte[] data, int from, int length) {
                stallAt(at);
            }

            private void stallAt(long at) {
                if (at > bytes) {
                    for (CountDownLatch latch : begun) {
                        latch.countDown();
                    }
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        };
    }

    /** Keeps the rules that hold for everybody but root. */
    private static SftpEventListener ordinaryUser() {
        return new SftpEventListener() {
            @Override
            public void opening(ServerSession session, String handle, Handle file) throws IOException {
                Path written = file.getFile();
                Path guarded = Files.exists(written) ? written : written.getParent();
                if (!modeOf(guarded).startsWith("rw")) {
                    throw new AccessDeniedException(guarded.toString());
                }
            }
        };
    }

    /** Gives a file another name when it lists a folder. */
    private static SftpSubsystemFactory sftpNaming(String file, String other) {
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.setFileSystemAccessor(new SftpFileSystemAccessor() {
            @Override
            public void putRemoteFileName(
                    SftpSubsystemProxy subsystem, Path path, Buffer buffer, String name, boolean isShort) {
                buffer.putString(name.equals(file) ? other : name);
            }
        });
        return sftp;
    }

    private List<Path> evil() throws IOException {
        try (Stream<Path> all = Files.walk(here)) {
            return all.filter(path -> String.valueOf(path.getFileName()).startsWith("evil"))
                    .toList();
        }
    }

    private static void fails(Runnable use, String message) {
        assertThatExceptionOfType(GuestShellException.class)
                .isThrownBy(use::run)
                .withMessage(message)
                .matches(e -> !e.permanent(), "may work later");
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static Path withMode(Path file, String mode) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String modeOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** So that it can be deleted. */
    private static String modeOfThenWritable(Path file) {
        try {
            String mode = modeOf(file);
            withMode(file, "rwxr-x---");
            return mode;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
