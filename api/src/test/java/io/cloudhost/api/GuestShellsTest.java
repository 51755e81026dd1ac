package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.api.plugins.LibvirtLikeProvider;
import io.cloudhost.api.plugins.ShellLikeProvider;
import io.cloudhost.api.plugins.SshLikeStrategyProvider;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.GuestShellProvider;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hosts have a shell, and whose a section is that could be a strategy's. */
class GuestShellsTest {

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = new Workspace(directory)
                .plugins("libvirt.jar", CloudHostProvider.class, LibvirtLikeProvider.class)
                .plugins("strategy.jar", IpLookupStrategyProvider.class, SshLikeStrategyProvider.class)
                .plugins("shell.jar", GuestShellProvider.class, ShellLikeProvider.class);
    }

    @Test
    void aHostWithTheSectionHasAShell() {
        workspace.inHome("host { hostname = build-box, ssh { user = me } }");

        try (CloudHost host = workspace.hosts().get("host")) {
            host.setup();

            assertThat(host.capability(GuestShell.class).orElseThrow().run("uptime"))
                    .isEqualTo(new GuestShell.Outcome(0, "uptime", ""));
        }
    }

    @Test
    void aHostWithoutTheSectionHasNone() {
        workspace.inHome("host { hostname = build-box }");

        assertThat(workspace.hosts().get("host").capability(GuestShell.class)).isEmpty();
    }

    @Test
    void teardownClosesTheShell() {
        Path log = workspace.path("log");
        workspace.inHome("host { hostname = build-box, ssh { user = me, log = \"%s\" } }".formatted(log));

        CloudHost host = workspace.hosts().get("host");
        host.setup();
        assertThat(Workspace.lines(log)).isEmpty();
        host.teardown();

        assertThat(Workspace.lines(log)).containsExactly("closed");
    }

    @Test
    void theShellsSectionAndTheStrategysAreTwo() {
        workspace.inHome(
                "host { baseDomain = b, ipLookupStrategy = SSH, SSH { ip = 198.51.100.7 }, ssh { user = me } }");

        try (CloudHost host = workspace.hosts().get("host")) {
            host.setup();

            assertThat(host.getHostName()).startsWith("198.51.100.7 from SSH");
        }
    }

    @Test
    void theOnlySectionIsTheStrategysWhereTheHostNamesThat() {
        workspace.inHome("host { baseDomain = b, ipLookupStrategy = ssh, ssh { ip = 198.51.100.7 } }");

        try (CloudHost host = workspace.hosts().get("host")) {
            host.setup();

            assertThat(host.getHostName()).startsWith("198.51.100.7 from SSH");
        }
    }

    @Test
    void aMistypedKeyOfTheShellIsRefused() {
        workspace.inHome("host { hostname = build-box\n ssh { usr = me } }");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> workspace.hosts().get("host"))
                .withMessage("host.ssh.usr (" + workspace.homeFile() + ":2): unknown key. Did you mean 'user'?");
    }

    @Test
    void withoutTheArtifactTheSectionIsRefused() {
        workspace = new Workspace(directory).inHome("host { hostname = build-box\n ssh { user = me } }");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> workspace.hosts().get("host"))
                .withMessage(
                        "host.ssh (" + workspace.homeFile() + ":2): no guest shell of this name is on the classpath."
                                + " On the classpath: none. Add the artifact io.cloudhost:cloudhost-ssh to the classpath.");
    }
}
