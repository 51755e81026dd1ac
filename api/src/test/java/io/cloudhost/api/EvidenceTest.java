package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudhost.api.plugins.ShellLikeProvider;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.HostEvidence;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.spi.GuestShellProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host leaves behind when its setup fails, and when it is asked. */
class EvidenceTest {

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = new Workspace(directory).plugins("shell.jar", GuestShellProvider.class, ShellLikeProvider.class);
    }

    @Test
    void aSetupThatFailsLeavesAFolderBelowTarget() throws Exception {
        HostSetupException failure = fail("");

        Path folder = failure.evidence().orElseThrow();
        assertThat(folder.getParent())
                .isEqualTo(workspace.workingFile().getParent().resolve("target/cloudhost-evidence"));
        assertThat(failure).hasMessageEndingWith("\nEvidence: " + folder);
        assertThat(folder.resolve("events.txt"))
                .content()
                .contains(
                        "  resolve done: build-box exists already\n",
                        "  ready began\n",
                        "  ready failed: it is not ready: ");
        assertThat(folder.resolve("evidence.txt"))
                .content()
                .startsWith("host: setup failed in phase 'ready'\n\nio.cloudhost.core.NotReadyException: ");
    }

    @Test
    void theSettingsAreThereWithTheirDefaultsAndWithoutSecrets() throws Exception {
        Path folder = fail("").evidence().orElseThrow();

        assertThat(folder.resolve("settings.conf"))
                .content()
                .contains(
                        "host.hostname = \"build-box\"  # " + workspace.homeFile() + ":1\n",
                        "host.ssh.password = \"***\"",
                        "host.bootDelay = \"0\"",
                        "host.evidence.timeout = \"20\"",
                        "host.hypervisor.sources = [\"lease\", \"agent\", \"arp\"]",
                        "host.hypervisor.timeout = \"60\"");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).allSatisfy(file -> assertThat(file).content().doesNotContain("bigsecret"));
        }
    }

    @Test
    void whatWasWaitedForIsThereWithItsDefaults() {
        workspace.resource(
                "reference.jar", "reference.conf", "cloudhost.guest-shell.ssh { user = nobody, password = bigsecret }");
        workspace.inHome("host { hostname = build-box\n ssh {}\n"
                + " waitFor = [{ http = /health, timeout = 100ms }, { port { number = 1 } }] }");

        HostSetupException failure = catchThrowableOfType(
                HostSetupException.class, () -> workspace.hosts().get("host").setup());

        assertThat(failure.evidence().orElseThrow().resolve("settings.conf"))
                .content()
                .contains(
                        "host.ssh.user = \"nobody\"",
                        "host.ssh.password = \"***\"",
                        "host.waitFor.0.http.path = \"/health\"  # " + workspace.homeFile() + ":3\n",
                        "host.waitFor.0.http.status = \"200\"",
                        "host.waitFor.0.timeout = \"100ms\"",
                        "host.waitFor.1.port.number = \"1\"",
                        "host.waitFor.1.timeout = \"60\"")
                .doesNotContain("bigsecret");
    }

    @Test
    void anotherFolderCanBeSet() {
        Path other = directory.resolve("other");

        assertThat(fail("evidence.folder = \"%s\"".formatted(other)).evidence().orElseThrow())
                .hasParent(other);
    }

    @Test
    void evidenceOnFailureCanBeTurnedOff() {
        HostSetupException failure = fail("evidence.onFailure = false");

        assertThat(failure.evidence()).isEmpty();
        assertThat(workspace.workingFile().getParent().resolve("target")).doesNotExist();
    }

    @Test
    void aHostCanBeAskedForItsEvidence() throws IOException {
        workspace.inHome("host { hostname = build-box }");
        Files.createDirectories(workspace.workingFile().getParent());

        try (CloudHost host = workspace.hosts().get("host")) {
            host.setup();
            Path folder = host.capability(HostEvidence.class).orElseThrow().collect("the test failed");

            assertThat(folder.resolve("evidence.txt")).content().startsWith("host: the test failed\n");
            assertThat(folder.resolve("events.txt")).content().contains("  up\n");
        }
    }

    private HostSetupException fail(String settings) {
        workspace.inHome("host { hostname = build-box, ssh { user = me, password = bigsecret }\n"
                + " waitFor = { ssh = fail, timeout = 100ms }\n " + settings + " }");
        HostSetupException failure = catchThrowableOfType(
                HostSetupException.class, () -> workspace.hosts().get("host").setup());
        assertThat(failure).isNotNull();
        return failure;
    }
}
