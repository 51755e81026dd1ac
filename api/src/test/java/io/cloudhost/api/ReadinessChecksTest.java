package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.cloudhost.api.plugins.FileCheckProvider;
import io.cloudhost.api.plugins.ShellLikeProvider;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.spi.GuestShellProvider;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host is waited for, asked through {@link CloudHosts}: this machine is the host. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadinessChecksTest {

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = new Workspace(directory)
                .plugins("checks.jar", ReadinessCheckProvider.class, FileCheckProvider.class)
                .plugins("shell.jar", GuestShellProvider.class, ShellLikeProvider.class);
    }

    @Test
    void aPortThatIsOpenIsReady() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            setUp("waitFor = { port = %d }".formatted(server.getLocalPort()));
        }
    }

    @Test
    void aPortThatStaysClosedIsNotReady() throws Exception {
        int closed = closedPort();

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(() -> setUp("waitFor = [{ port = %d, timeout = 300ms }]".formatted(closed)))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith(
                                "host: setup failed in phase 'ready': it is not ready: port " + closed + ": looked ")
                        .contains(", last: Connection refused\nEvidence: "));
    }

    @Test
    void aServerThatAnswersWithTheStatusLateIsReady() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setExecutor(thread);
        server.createContext("/health", exchange -> {
            int status = requests.incrementAndGet() < 3 ? 503 : 204;
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            setUp("waitFor = [{ http { path = /health, status = 204, port = %d } }]"
                    .formatted(server.getAddress().getPort()));
            assertThat(requests).hasValue(3);

            assertThatExceptionOfType(HostSetupException.class)
                    .isThrownBy(() -> setUp("waitFor = [{ http { path = /none, port = %d }, timeout = 300ms }]"
                            .formatted(server.getAddress().getPort())))
                    .satisfies(e -> assertThat(e.getMessage())
                            .contains("http /none on port ", " with status 200: looked ", ", last: status 404"));
        } finally {
            server.stop(0);
            thread.shutdownNow();
        }
    }

    @Test
    void aServerThatSendsByteAfterByteTakesNoMoreThanTheChecksTime() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            thread.execute(() -> drip(server));

            assertThatExceptionOfType(HostSetupException.class)
                    .isThrownBy(() -> setUp(
                            "waitFor = [{ http { port = %d }, timeout = 500ms }]".formatted(server.getLocalPort())))
                    .satisfies(e -> assertThat(e.getMessage()).contains("phase 'ready'"));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aCommandIsRunThroughTheHostsShell() {
        Path log = workspace.path("shell.log");

        setUp("ssh { user = me, log = \"%s\" }\n waitFor = [{ ssh { command = true } }, { ssh = uptime }]"
                .formatted(log));

        assertThat(Workspace.lines(log))
                .containsExactly("true as me at 127.0.0.1:22", "uptime as me at 127.0.0.1:22", "closed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fail | exit status 3: not yet",
                "hang | connection refused",
                "refuse | the host key has changed",
            })
    void aCommandThatDoesNotSucceedIsToldOf(String command, String observation) {
        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(
                        () -> setUp("ssh { user = me }\n waitFor = { ssh = %s, timeout = 300ms }".formatted(command)))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains(
                                "it is not ready: ssh \"" + command + "\": looked ", ", last: " + observation + "\n"));
    }

    @Test
    void aCheckOfSomebodyElseIsFoundByItsNameAndClosed() throws Exception {
        Path log = workspace.path("check.log");
        Path file = Files.createFile(workspace.path("there"));

        setUp("waitFor = [{ file { path = \"%s\", log = \"%s\" }, timeout = 2m }]".formatted(file, log));

        assertThat(Workspace.lines(log)).hasSize(2).last().isEqualTo("closed");
        assertThat(Workspace.lines(log)).first().asString().matches("asked, 1(19|20) s left");
    }

    @Test
    void checksThatWereMadeAreClosedWhereALaterOneIsRefused() throws Exception {
        Path log = workspace.path("check.log");

        assertRefused(
                "waitFor = [{ file { path = x, log = \"%s\" } }, { port = 0 }]".formatted(log),
                "host.waitFor.1.port.number = \"0\" (FILE:2): not a port. Ports are 1 to 65535");

        assertThat(Workspace.lines(log)).containsExactly("closed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "waitFor = 22 | host.waitFor (FILE:2): must be { check = value, timeout = 60 }, or a list of these, not a text",
                "waitFor = [{ timeout = 3 }] | host.waitFor.0 (FILE:2): names no check. Write one for each item, e.g. { port = 22,"
                        + " timeout = 60 }. On the classpath: File, http, log, port, ssh.",
                "waitFor = [{ port = 1, log = x }] | host.waitFor.0 (FILE:2): names several checks: log, port. Write one for each"
                        + " item, e.g. { port = 22, timeout = 60 }. On the classpath: File, http, log, port, ssh.",
                "waitFor = [{ prot = 1 }] | host.waitFor.0.prot (FILE:2): no readiness check of this name is on the classpath. On"
                        + " the classpath: File, http, log, port, ssh. Did you mean 'port'?",
                "waitFor = [{ port = x }] | host.waitFor.0.port.number = \"x\" (FILE:2): not a port. Ports are 1 to 65535",
                "waitFor = [{ port { nummer = 1 } }] | host.waitFor.0.port.nummer (FILE:2): unknown key. Did you mean 'number'?",
                "waitFor = [{ port = 1, timeout = 0 }] | host.waitFor.0.timeout = \"0\" (FILE:2): must be more than nothing",
                "waitFor = [{ port = 1, timeout = -5 }] | host.waitFor.0.timeout = \"-5\" (FILE:2): not a length of time. Write"
                        + " seconds, or a number with a unit (ms, s, m, h), e.g. 30 or 30s",
                "bootDelay = -5 | host.bootDelay = \"-5\" (FILE:2): not a length of time. Write seconds, or a number with a unit"
                        + " (ms, s, m, h), e.g. 30 or 30s",
                "waitFor = [{ log = \"a(\" }] | host.waitFor.0.log.regex = \"a(\" (FILE:2): not a regular expression: Unclosed"
                        + " group near index 2",
                "waitFor = [{ log = \"\" }] | host.waitFor.0.log.regex = \"\" (FILE:2): must not be empty, since that is always"
                        + " found",
                "waitFor = [{ log = x }] | host.waitFor.0 (FILE:2): waits for log \"x\", but the console of a machine that exists"
                        + " already is not recorded",
                "waitFor = [{ http { path = x } }] | host.waitFor.0.http.path = \"x\" (FILE:2): must start with one /",
                "waitFor = [{ http { path = \"/a b\" } }] | host.waitFor.0.http.path = \"/a b\" (FILE:2): not a path: Illegal"
                        + " character in path at index 2",
                "waitFor = [{ http { status = 99 } }] | host.waitFor.0.http.status = \"99\" (FILE:2): not a status of HTTP. They"
                        + " are 100 to 599",
                "waitFor = [{ http { scheme = ftp } }] | host.waitFor.0.http.scheme = \"ftp\" (FILE:2): must be http or https",
                "waitFor = [{ ssh = true }] | host.waitFor.0 (FILE:2): needs a shell in the machine. Give host a section for one:"
                        + " ssh { ... }",
                "evidence.timeout = 0 | host.evidence.timeout = \"0\" (FILE:2): must be more than nothing",
                "evidence.folder = \"\" | host.evidence.folder = \"\" (FILE:2): must not be empty",
                "evidence.fodler = x | host.evidence.fodler (FILE:2): unknown key. Did you mean 'folder'?",
            })
    void whatCannotWorkIsRefusedBeforeThereIsAHost(String settings, String message) {
        assertRefused(settings, message);
    }

    @Test
    void aCommandNeedsTheArtifactThatRunsCommands() {
        workspace = new Workspace(directory);

        assertRefused(
                "waitFor = { ssh = true }",
                "host.waitFor (FILE:2): needs a shell in the machine. Add the artifact io.cloudhost:cloudhost-ssh to the"
                        + " classpath.");
    }

    @Test
    void aDefaultForAllHostsIsWaitedFor() {
        workspace.inHome("cloudhost.host-defaults.bootDelay = 7\ncloudhost.readiness-defaults.timeout = 3\n"
                + "cloudhost.host-defaults.waitFor = [{ file = none }]\nhost { hostname = 127.0.0.1 }");
        CloudHosts hosts = workspace.builder().clock(new JumpingClock()).build();

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(() -> hosts.get("host").setup())
                .satisfies(e ->
                        assertThat(e.getMessage()).contains("file none: looked ", " times in 3.0 s, last: missing"));
    }

    private void assertRefused(String settings, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> setUp(settings))
                .withMessage(message.replace("FILE", workspace.homeFile().toString()));
    }

    private void setUp(String settings) {
        workspace.inHome("host { hostname = 127.0.0.1\n " + settings + " }");
        try (CloudHost host = workspace.hosts().get("host")) {
            host.setup();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }

    private static void drip(ServerSocket server) {
        try (var client = server.accept()) {
            while (true) {
                client.getOutputStream().write('H');
                client.getOutputStream().flush();
                new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone, or the test is over.
        }
    }
}
