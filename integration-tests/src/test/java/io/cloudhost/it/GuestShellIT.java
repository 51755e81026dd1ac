package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShell.Outcome;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.ssh.SshGuestShellProvider;
import io.cloudhost.testkit.FakeEndpoint;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guest's shell: in a guest with dropbear, and where it needs no guest with OpenSSH. */
@Timeout(300)
class GuestShellIT {

    private static LabState before;
    private static CloudHost host;
    private static GuestShell shell;

    @TempDir
    private Path folder;

    @BeforeAll
    static void setUp() {
        before = LabState.now();
        host = Lab.hosts("""
                guest {
                  libvirtBaseDomain = tiny-base
                  networkDeviceId = my_nat_network
                  ssh { user = root, privateKeyFile = ${user.home}"/.ssh/id_ed25519" }
                }
                """).get("guest");
        shell = host.capability(GuestShell.class).orElseThrow();
        assertThatIllegalStateException().isThrownBy(() -> shell.run("true"));
        host.setup();
    }

    @AfterAll
    static void tearDown() {
        host.close();
        assertThatIllegalStateException().isThrownBy(() -> shell.run("true"));
        before.assertStillSo();
    }

    @Test
    void tellsHowACommandEnded() {
        assertThat(shell.run("uname -s; echo \"$0 is quoted\" >&2; cat; exit 3"))
                .isEqualTo(new Outcome(3, "Linux\n", "sh is quoted\n"));
    }

    @Test
    void commandThatASignalEndsHasAStatus() {
        assertThat(shell.run("kill -TERM $$").status()).isEqualTo(143);
    }

    @Test
    void commandThatTakesTooLongIsGivenUp() {
        assertThatExceptionOfType(GuestShellException.class)
                .isThrownBy(() -> shell.run("sleep 1000", Duration.ofSeconds(1)))
                .withMessage("running \"sleep 1000\" in the machine failed: it has not ended on root@"
                        + host.getHostName() + ":22 within 1000 ms; it may go on there");
        assertThat(shell.run("echo on").output()).isEqualTo("on\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void copiesBothWaysOverSftpAloneAndWithScpAlone(boolean sftp) throws IOException {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        Path local = Files.createDirectory(folder.resolve("its $(name)"));
        Files.write(local.resolve("'quoted' & odd"), bytes);
        Files.setPosixFilePermissions(local.resolve("'quoted' & odd"), PosixFilePermissions.fromString("rwx--x---"));
        Files.createDirectory(local.resolve("empty"));

        String other = sftp ? "/usr/bin/scp" : "/usr/lib/sftp-server";
        try {
            read(shell, "mv " + other + " " + other + ".away");
            shell.copyTo(local, "/tmp/a; touch b");
            assertThat(shell.run("cd '/tmp/a; touch b' && stat -c '%a %s %n' *").output())
                    .isEqualTo("710 300000 'quoted' & odd\n755 40 empty\n");
            shell.copyFrom("/tmp/a; touch b", folder.resolve("back"));

            assertThat(folder.resolve("back/'quoted' & odd")).hasBinaryContent(bytes);
            assertThat(Files.getPosixFilePermissions(folder.resolve("back/'quoted' & odd")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx--x---"));
            assertThat(folder.resolve("back/empty")).isEmptyDirectory();
            assertThat(shell.run("ls b /tmp/b").succeeded()).isFalse();
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.copyFrom("/none", folder.resolve("none")))
                    .withMessageContaining("/none")
                    .withMessageContaining("No such file");
        } finally {
            shell.run("rm -rf '/tmp/a; touch b'");
            read(shell, "mv " + other + ".away " + other);
        }
    }

    /** Its key is removed, and its server started again with a new one, as an attacker's would be or a rebuilt machine's. */
    @Test
    void guestThatChangesItsHostKeyIsRefused() {
        try (GuestShell pinned = create("user = root", host.getHostName(), true)) {
            String connection = read(pinned, "echo $PPID");
            String listener = read(shell, "cut -d ' ' -f 4 /proc/$PPID/stat");
            String before = fingerprint("/etc/dropbear/host_key");
            read(
                    shell,
                    "cd /etc/dropbear && mv host_key old_key && dropbearkey -t ed25519 -f host_key && kill -9 "
                            + listener + " " + connection
                            + " && dropbear -s -r /etc/dropbear/host_key -P /run/changed.pid");
            try {
                assertThatExceptionOfType(GuestShellException.class)
                        .isThrownBy(() -> pinned.run("true"))
                        .withMessage("running \"true\" in the machine failed: the SSH server " + host.getHostName()
                                + ", port 22, offers the host key " + fingerprint("/etc/dropbear/host_key")
                                + " (ssh-ed25519), but at the first connection it was " + before
                                + " (ssh-ed25519). Either the server got a new key, or another machine answers in its place. "
                                + "The first key counts for as long as the host is set up")
                        .matches(GuestShellException::permanent, "permanent");
            } finally {
                read(
                        shell,
                        "kill -9 $(cat /run/changed.pid) && mv /etc/dropbear/old_key /etc/dropbear/host_key"
                                + " && dropbear -s -r /etc/dropbear/host_key");
            }
            assertThat(pinned.run("true").succeeded()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "exit 7, 7", "kill -KILL $$, 137", "'kill -9 $PPID; sleep 5', "})
    void opensshTellsHowACommandEnded(String command, Integer status) {
        try (GuestShell box = create("user = user", "linux-box", false)) {
            if (status == null) {
                assertThatExceptionOfType(GuestShellException.class)
                        .isThrownBy(() -> box.run(command))
                        .withMessageContaining("the connection to user@linux-box:22 was lost: ");
                assertThat(box.run("true").succeeded()).isTrue();
            } else {
                assertThat(box.run(command).status()).isEqualTo(status);
            }
        }
    }

    @Test
    void copiesWithOpensshThroughAnotherServer() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");

        try (GuestShell box = create("user = dhcp-query-user, jump = \"ssh://user@linux-box\"", "dhcp-box", false)) {
            box.copyTo(file, "copied by its test");
            box.copyFrom("copied by its test", folder.resolve("back"));
            assertThat(box.run("rm 'copied by its test'").succeeded()).isTrue();
        }
        assertThat(folder.resolve("back")).hasContent("text");
    }

    private static String fingerprint(String key) {
        String line = read(shell, "dropbearkey -y -f " + key + " | grep ^ssh-");
        return Command.run(List.of("sh", "-c", "echo '" + line + "' | ssh-keygen -lf -"))
                .orThrow()
                .split(" ", -1)[1];
    }

    /** Runs what must succeed, and returns what it prints. */
    private static String read(GuestShell guest, String command) {
        Outcome outcome = guest.run(command);
        assertThat(outcome).matches(Outcome::succeeded, "success");
        return outcome.output().strip();
    }

    private static GuestShell create(String section, String address, boolean isNew) {
        SshGuestShellProvider provider = new SshGuestShellProvider();
        FakeEndpoint endpoint = FakeEndpoint.at(address);
        return provider.create(TestSettings.forGuestShell(provider, section), isNew ? endpoint : endpoint.known());
    }
}
