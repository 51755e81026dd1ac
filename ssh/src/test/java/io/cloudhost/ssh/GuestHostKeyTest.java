package io.cloudhost.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.ssh.internal.Output;
import io.cloudhost.ssh.internal.TestKeys;
import io.cloudhost.testkit.FakeEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a machine is known, and the server on the way to it. */
class GuestHostKeyTest {

    private static final KeyPair KEY = TestKeys.ecdsa();
    private static final KeyPair SAME_TYPE = TestKeys.ecdsa();
    private static final KeyPair OTHER_TYPE = TestKeys.ed25519();

    @RegisterExtension
    private final Output log = new Output();

    @TempDir
    private Path folder;

    private final List<LoopbackSshServer> servers = new ArrayList<>();
    private LoopbackSshServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = start(KEY);
    }

    @AfterEach
    void stopServers() throws IOException {
        for (LoopbackSshServer each : servers) {
            each.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, ''", "true, hostKey = first", "false, hostKey = first"})
    void firstKeyIsAcceptedAndNoOtherOneAfterIt(boolean isNew, String setting) throws IOException {
        for (KeyPair other : List.of(SAME_TYPE, OTHER_TYPE)) {
            LoopbackSshServer another = start(other);
            FakeEndpoint endpoint = endpoint(isNew);
            try (GuestShell shell = shell(endpoint, setting)) {
                shell.run("x");
                shell.run("x");
                server.dropConnections();
                endpoint.moveTo(another.port());

                fails(
                        shell,
                        "the SSH server 127.0.0.1, port " + another.port() + ", offers the host key "
                                + TestKeys.fingerprint(other) + " ("
                                + TestKeys.line(other).split(" ", -1)[0]
                                + "), but at the first connection it was " + TestKeys.fingerprint(KEY)
                                + " (ecdsa-sha2-nistp256). Either the server got a new key, or another machine answers in its "
                                + "place. The first key counts for as long as the host is set up");
            }
            assertThat(another.logins()).isEmpty();
        }
    }

    @Test
    void firstKeyCountsAlsoWhereTheLoginWasRefused() throws IOException {
        LoopbackSshServer another = start(SAME_TYPE);
        FakeEndpoint endpoint = FakeEndpoint.onLoopback(server.port());
        server.letIn("user", "another");

        try (GuestShell shell = shell(endpoint, "")) {
            assertThatExceptionOfType(GuestShellException.class).isThrownBy(() -> shell.run("x"));
            endpoint.moveTo(another.port());
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.run("x"))
                    .matches(GuestShellException::permanent, "permanent");
        }
        assertThat(another.logins()).isEmpty();
    }

    @Test
    void machineThatGotFurtherKeysIsAskedForTheFirst() throws IOException {
        LoopbackSshServer again = start(OTHER_TYPE, KEY);
        FakeEndpoint endpoint = FakeEndpoint.onLoopback(server.port());

        try (GuestShell shell = shell(endpoint, "")) {
            shell.run("x");
            server.dropConnections();
            endpoint.moveTo(again.port());
            assertThat(shell.run("x").succeeded()).isTrue();
        }
    }

    @Test
    void eachHostHasItsOwnFirstKey() throws IOException {
        LoopbackSshServer another = start(SAME_TYPE);

        for (LoopbackSshServer each : List.of(server, another)) {
            try (GuestShell shell = TestShells.to(each, "")) {
                assertThat(shell.run("x").succeeded()).isTrue();
            }
        }
    }

    @Test
    void machineThatWasThereBeforeMustBeKnown() throws IOException {
        Path knownHosts = folder.resolve("known_hosts");
        FakeEndpoint endpoint = FakeEndpoint.onLoopback(server.port()).known();

        try (GuestShell shell = shell(endpoint, "knownHosts = \"" + knownHosts + "\"")) {
            fails(
                    shell,
                    "the SSH server 127.0.0.1, port " + server.port() + ", offers the host key "
                            + TestKeys.fingerprint(KEY) + " (ecdsa-sha2-nistp256), but there is no " + knownHosts
                            + " that would know it. Compare the fingerprint with the one that the server's administrator "
                            + "gives you (ssh-keygen -lf, run there on its public host key); if they are equal: ssh-keyscan "
                            + "-p " + server.port() + " 127.0.0.1 >> '" + knownHosts + "'");
            Files.writeString(knownHosts, "[127.0.0.1]:" + server.port() + " " + TestKeys.line(KEY) + "\n");
            assertThat(shell.run("x").succeeded()).isTrue();
        }
    }

    @Test
    void givenKeyIsTheOnlyOne() throws IOException {
        LoopbackSshServer another = start(SAME_TYPE);
        String setting = "hostKey = \"" + TestKeys.fingerprint(KEY) + "\"";

        try (GuestShell right = TestShells.to(server, setting);
                GuestShell wrong = TestShells.to(another, setting)) {
            assertThat(right.run("x").succeeded()).isTrue();
            fails(
                    wrong,
                    "the SSH server 127.0.0.1, port " + another.port() + ", offers the host key "
                            + TestKeys.fingerprint(SAME_TYPE) + " (ecdsa-sha2-nistp256), but hostKey is "
                            + TestKeys.fingerprint(KEY)
                            + ", which may be that of a key of another type. Either the server "
                            + "got a new key, or another machine answers in its place. Compare the fingerprint with the one "
                            + "that the server's administrator gives you; if they are equal: hostKey = \""
                            + TestKeys.fingerprint(SAME_TYPE) + "\"");
        }
    }

    @Test
    void anyKeyIsWarnedOf() throws IOException {
        LoopbackSshServer another = start(SAME_TYPE);
        FakeEndpoint endpoint = FakeEndpoint.onLoopback(server.port());

        try (GuestShell shell = shell(endpoint, "hostKey = any")) {
            shell.run("x");
            server.dropConnections();
            endpoint.moveTo(another.port());
            shell.run("x");
        }
        assertThat(log.text())
                .contains("The host key of the SSH server 127.0.0.1:" + another.port() + " ("
                        + TestKeys.fingerprint(SAME_TYPE)
                        + ") is not verified, because of hostKey = any: whoever answers in "
                        + "its place gets the password, the commands and the files");
    }

    @Test
    void machineIsReachedThroughAnotherServer() throws IOException {
        LoopbackSshServer jump = startJump();

        try (GuestShell shell = TestShells.to(server, jump(jump, "0THER", "any"))) {
            assertThat(shell.run("x").succeeded()).isTrue();
            jump.dropConnections();
            assertThat(shell.run("x").succeeded()).isTrue();
        }
        assertThat(jump.connections()).isEqualTo(2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectionToTheServerOnTheWayEndsToo() throws IOException {
        LoopbackSshServer jump = startJump();

        GuestShell shell = TestShells.to(server, jump(jump, "0THER", "any"));
        shell.run("x");
        server.dropConnections();
        shell.close();

        await().until(() -> jump.presentConnections() == 0);
    }

    @Test
    void serverOnTheWayThatRefusesTheLoginWillNotChangeItsMind() throws IOException {
        LoopbackSshServer jump = startJump();

        try (GuestShell shell = TestShells.to(server, jump(jump, "wr0ng", "any"))) {
            fails(
                    shell,
                    "the SSH server 127.0.0.1:" + jump.port()
                            + " refuses to let in the user \"gatekeeper\". Tried: the password from the URL");
        }
    }

    @Test
    void serverOnTheWayMustBeKnownAlsoWhereTheMachineIsNew() throws IOException {
        LoopbackSshServer jump = startJump();
        String settings = "knownHosts = \"" + folder.resolve("none") + "\"\njump = \"ssh://gatekeeper:0THER@127.0.0.1:"
                + jump.port() + "\"";

        try (GuestShell shell = TestShells.to(server, settings)) {
            assertThatExceptionOfType(GuestShellException.class)
                    .isThrownBy(() -> shell.run("x"))
                    .withMessageContaining("the SSH server 127.0.0.1, port " + jump.port() + ", offers the host key ")
                    .matches(GuestShellException::permanent, "permanent");
        }
        assertThat(jump.logins()).isEmpty();
    }

    private static String jump(LoopbackSshServer jump, String password, String hostKey) {
        return "jump = \"ssh://gatekeeper:" + password + "@127.0.0.1:" + jump.port() + "\"\njumpHostKey = " + hostKey;
    }

    private LoopbackSshServer startJump() throws IOException {
        LoopbackSshServer jump = start(OTHER_TYPE);
        jump.letIn("gatekeeper", "0THER");
        jump.forward();
        return jump;
    }

    private LoopbackSshServer start(KeyPair... hostKeys) throws IOException {
        LoopbackSshServer started = new LoopbackSshServer(hostKeys);
        servers.add(started);
        started.letIn("user", "S3CRET");
        return started;
    }

    private static GuestShell shell(FakeEndpoint endpoint, String more) {
        return TestShells.create("user = user, password = S3CRET\n" + more, endpoint);
    }

    private static void fails(GuestShell shell, String message) {
        assertThatExceptionOfType(GuestShellException.class)
                .isThrownBy(() -> shell.run("x"))
                .withMessage("running \"x\" in the machine failed: " + message)
                .matches(GuestShellException::permanent, "permanent");
    }

    private FakeEndpoint endpoint(boolean isNew) {
        FakeEndpoint endpoint = FakeEndpoint.onLoopback(server.port());
        return isNew ? endpoint : endpoint.known();
    }
}
