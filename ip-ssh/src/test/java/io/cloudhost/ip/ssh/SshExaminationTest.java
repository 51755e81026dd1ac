package io.cloudhost.ip.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.ssh.internal.TestKeys;
import io.cloudhost.testkit.RecordedExamination;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the strategy finds out of itself, against a real SSH server. */
class SshExaminationTest {

    private static final String LOGIN_REMEDY = " logs in from here, with what stands in my_host.SSH (test.conf:1)";

    @TempDir
    private Path folder;

    private LoopbackSshServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new LoopbackSshServer(TestKeys.ecdsa());
        server.letIn("user", "S3CRET");
    }

    @AfterEach
    void stopServer() throws IOException {
        server.stop();
    }

    @Test
    void aCommandThatKnowsNoSuchMachineIsGood() throws InterruptedException {
        server.reply("", "", 1);

        assertThat(examine("user:S3CRET", "hostKey = any"))
                .containsExactly(
                        "good SSH login " + account() + ": works",
                        "good SSH command: runs, and knows no such machine yet");
        assertThat(server.commands()).containsExactly("grep 02:00:00:00:00:00 leases");
    }

    @Test
    void aCommandThatKnowsAMachineThatDoesNotExistIsDoubtful() throws InterruptedException {
        server.reply("198.51.100.7\n", "", 0);

        assertThat(examine("user:S3CRET", "hostKey = any"))
                .contains(
                        "doubtful SSH command: gives 198.51.100.7 for a machine that does not exist -> Let the command look"
                                + " for the machine: " + CommandTemplate.PLACEHOLDERS
                                + ", in my_host.SSH (test.conf:1)");
    }

    @Test
    void aCommandThatFailsIsBad() throws InterruptedException {
        server.reply("", "grep: leases: Permission denied", 2);

        assertThat(examine("user:S3CRET", "hostKey = any"))
                .contains("bad SSH command: the command \"grep 02:00:00:00:00:00 leases\" on " + account()
                        + " printed no address, but ended with status 2 and said: \"grep: leases: Permission denied\" -> Try"
                        + " it there: ssh -p " + server.port()
                        + " user@127.0.0.1. Install what it needs, let the account"
                        + " read what it reads, or correct my_host.SSH (test.conf:1)");
    }

    @Test
    void withoutALoginTheCommandIsNotRunAndTheSecretIsNotShown() throws InterruptedException {
        assertThat(examine("user:wr0ngS3CRET", "hostKey = any"))
                .containsExactly(
                        "bad SSH login " + account() + ": the SSH server 127.0.0.1:" + server.port()
                                + " refuses to let in the user \"user\". Tried: the password from the URL -> Check that 'ssh"
                                + " -p " + server.port() + " user@127.0.0.1'" + LOGIN_REMEDY,
                        "skipped SSH command: not before the login works");
        assertThat(server.commands()).isEmpty();
    }

    @Test
    void aServerThatIsNotKnownIsToBeCompared() throws Exception {
        Path knownHosts = Files.createFile(folder.resolve("known_hosts"));

        List<String> lines = examine("user:S3CRET", "knownHosts = \"" + knownHosts + "\"");

        assertThat(lines)
                .first()
                .asString()
                .contains("but " + knownHosts
                        + " has no key for it -> Compare the fingerprint with the one that the server's"
                        + " administrator gives you (ssh-keygen -lf, run there on its public host key); if they are equal:"
                        + " ssh-keyscan -p " + server.port() + " 127.0.0.1 >> '" + knownHosts + "'");
    }

    @Test
    void aServerThatIsNotThereIsBad() throws Exception {
        int port = server.port();
        server.stop();

        assertThat(examine(port, "user:S3CRET", "hostKey = any"))
                .first()
                .asString()
                .startsWith(
                        "bad SSH login user@127.0.0.1:" + port + ": no connection to the SSH server 127.0.0.1:" + port);
    }

    private String account() {
        return "user@127.0.0.1:" + server.port();
    }

    private List<String> examine(String login, String more) throws InterruptedException {
        return examine(server.port(), login, more);
    }

    private static List<String> examine(int port, String login, String more) throws InterruptedException {
        SshIpLookupStrategyProvider provider = new SshIpLookupStrategyProvider();
        RecordedExamination examination = new RecordedExamination();
        provider.examine(
                TestSettings.forStrategy(
                        provider,
                        "url = \"ssh://" + login + "@127.0.0.1:" + port + "\", command = \"grep {0} leases\", " + more),
                new IpLookupRequest(
                        "my_host",
                        "my_host-00000000",
                        new UUID(0, 0),
                        Optional.of(new MacAddress("02:00:00:00:00:00")),
                        Duration.ofSeconds(20)),
                examination);
        return examination.lines();
    }
}
