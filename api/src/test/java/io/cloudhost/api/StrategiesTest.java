package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudhost.api.plugins.FailingSchemaStrategyProvider;
import io.cloudhost.api.plugins.FixedStrategyProvider;
import io.cloudhost.api.plugins.HangingStrategyProvider;
import io.cloudhost.api.plugins.LibvirtLikeProvider;
import io.cloudhost.api.plugins.RefusingStrategyProvider;
import io.cloudhost.api.plugins.SshLikeStrategyProvider;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.StrategyNotFoundException;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which strategies look for a host's address, with which settings, for how long: asked through {@link CloudHosts}. */
class StrategiesTest {

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = new Workspace(directory)
                .plugins("libvirt.jar", CloudHostProvider.class, LibvirtLikeProvider.class)
                .plugins(
                        "strategies.jar",
                        IpLookupStrategyProvider.class,
                        FixedStrategyProvider.class,
                        SshLikeStrategyProvider.class,
                        RefusingStrategyProvider.class);
    }

    @Test
    void strategiesAreAskedInTheirOrder() {
        workspace.inHome("""
                host {
                  baseDomain = b, ipLookupStrategy = [ssh, FIXED]
                  SSH { timeout = 5 }
                  fixed { ip = 198.51.100.7 }
                }
                """);

        assertThat(upAt(workspace.hosts(), "host")).startsWith("198.51.100.7 from Fixed for ");
    }

    @Test
    void aStrategysSettingsStandOverItsDefaultsAndThoseOfAllStrategies() {
        Path log = workspace.path("log");
        workspace
                .resource("reference.jar", "reference.conf", "cloudhost.strategy.fixed { timeout = 7, log = nowhere }")
                .inHome("""
                cloudhost.strategy.fixed.log = "%s"
                own { baseDomain = b, ipLookupStrategy = fixed, fixed { ip = 198.51.100.7, timeout = 3s } }
                own_kind { baseDomain = b, ipLookupStrategy = fixed, fixed { ip = 198.51.100.7 } }
                all { baseDomain = b, ipLookupStrategy = ssh, SSH { ip = 198.51.100.7, log = "%s" } }
                """.formatted(log, log));
        CloudHosts hosts = workspace.builder().clock(new JumpingClock()).build();

        upAt(hosts, "own");
        upAt(hosts, "own_kind");
        upAt(hosts, "all");

        assertThat(Workspace.lines(log))
                .containsExactly(
                        "created Fixed",
                        "asked Fixed, 3000 ms left",
                        "closed Fixed",
                        "created Fixed",
                        "asked Fixed, 7000 ms left",
                        "closed Fixed",
                        "created SSH",
                        "asked SSH, 60000 ms left",
                        "closed SSH");
    }

    @Test
    void theTimeoutOfAStrategyIsKeptOnTheGivenClock() {
        workspace.inHome("host { baseDomain = b, ipLookupStrategy = fixed, fixed.timeout = 2 }");
        CloudHosts hosts = workspace.builder().clock(new JumpingClock()).build();

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(() -> hosts.get("host").setup())
                .withMessageMatching(
                        "host: setup failed in phase 'address': no address found for host\\. Fixed: asked \\d+"
                                + " times, last answer after 2\\.\\d s: no address yet");
    }

    @ParameterizedTest
    @CsvSource({
        "addressFamily, ipv5, must be any or ipv4 or ipv6",
        "addressStability, soon, 'not a length of time. Write seconds, or a number with a unit (ms, s, m, h), e.g. 30 or 30s'",
        "addressTimeout, 0, must be more than nothing"
    })
    void aWrongSettingOfTheLookupIsRefusedBeforeAStrategyIsMade(String key, String value, String reason) {
        Path log = workspace.path("log");
        workspace.inHome("""
                host {
                  baseDomain = b, ipLookupStrategy = fixed, %s = %s
                  fixed { log = "%s" }
                }
                """.formatted(key, value, log));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> setUp("host"))
                .withMessage("host." + key + " = \"" + value + "\" (" + workspace.homeFile() + ":2): " + reason);
        assertThat(Workspace.lines(log)).isEmpty();
    }

    @Test
    void noTimeAtAllIsRefused() {
        workspace.inHome("""
                host { baseDomain = b, ipLookupStrategy = fixed, fixed.timeout = 0 }
                other { baseDomain = b, ipLookupStrategy = fixed, addressTimeout = 0s }
                """);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> setUp("host"))
                .withMessage("host.fixed.timeout = \"0\" (" + workspace.homeFile() + ":1): must be more than nothing");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> setUp("other"))
                .withMessage(
                        "other.addressTimeout = \"0s\" (" + workspace.homeFile() + ":2): must be more than nothing");
    }

    @Test
    void anAnswerMustStandForAsLongAsTheHostSays() {
        workspace.inHome("""
                host {
                  baseDomain = b, ipLookupStrategy = fixed, addressStability = 5
                  fixed { ip = 198.51.100.7, timeout = 3 }
                }
                """);

        assertThatExceptionOfType(HostSetupException.class)
                .isThrownBy(() -> setUp("host"))
                .withMessageEndingWith("198.51.100.7, not for long enough to be believed");
    }

    @Test
    void aWrongTimeoutIsRefusedBeforeTheStrategyIsMade() {
        Path log = workspace.path("log");
        workspace.inHome("""
                host {
                  baseDomain = b, ipLookupStrategy = fixed
                  fixed { log = "%s", timeout = soon }
                }
                """.formatted(log));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> setUp("host"))
                .withMessage(
                        "host.fixed.timeout = \"soon\" (" + workspace.homeFile() + ":3): not a length of time. Write"
                                + " seconds, or a number with a unit (ms, s, m, h), e.g. 30 or 30s");
        assertThat(Workspace.lines(log)).isEmpty();
    }

    @Test
    void theStrategiesThatWereMadeAreClosedWhereALaterOneRefuses() {
        Path log = workspace.path("log");
        workspace.inHome("""
                host {
                  baseDomain = b, ipLookupStrategy = [fixed, refusing]
                  fixed { log = "%s" }
                  refusing { mood = bad }
                }
                """.formatted(log));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> setUp("host"))
                .withMessage("host.refusing.mood = \"bad\" (" + workspace.homeFile() + ":4): not in the mood");
        assertThat(Workspace.lines(log)).containsExactly("created Fixed", "closed Fixed");
    }

    @Test
    void aHostThatNamesNoStrategyIsFoundByWhatTheHypervisorKnows() {
        workspace.inHome("host { baseDomain = b }");

        assertThat(evidence("host"))
                .matches("hypervisor \\(lease, agent, arp\\): asked once, last answer after \\d+\\.\\d s: lease, agent,"
                        + " arp: this provider does not know the addresses of its hosts");
    }

    @Test
    void aStrategyThatCannotTellItsKeysHarmsNobodyWhoDoesNotNeedIt() {
        workspace
                .plugins("keyless.jar", IpLookupStrategyProvider.class, FailingSchemaStrategyProvider.class)
                .inHome("""
                        host { baseDomain = b, ipLookupStrategy = fixed, fixed.ip = 198.51.100.7 }
                        other { baseDomain = b, ipLookupStrategy = keyless }
                        """);
        CloudHosts hosts = workspace.hosts();

        assertThat(upAt(hosts, "host")).startsWith("198.51.100.7 from Fixed for ");
        assertThatExceptionOfType(StrategyNotFoundException.class)
                .isThrownBy(() -> hosts.get("other"))
                .withMessageContaining(" Broken: " + FailingSchemaStrategyProvider.class.getName() + " ("
                        + workspace.path("keyless.jar") + "): java.lang.IllegalStateException: no keys.");
    }

    @Test
    void anUnknownKeyAmongTheDefaultsOfAStrategyIsRefused() {
        workspace.inHome("cloudhost.strategy.fixed.pi = 1\nhost { baseDomain = b, ipLookupStrategy = fixed }");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> setUp("host"))
                .withMessage("cloudhost.strategy.fixed.pi (" + workspace.homeFile()
                        + ":1): unknown key. Did you mean 'ip'?");
    }

    @Test
    void theStrategyOfAllHostsMayBeAnother() {
        workspace.inHome("""
                cloudhost {
                  host-defaults.ipLookupStrategy = FIXED
                  strategy.fixed.ip = 198.51.100.7
                }
                host { baseDomain = b }
                own { baseDomain = b, ipLookupStrategy = SSH, SSH.ip = 198.51.100.8 }
                """);
        CloudHosts hosts = workspace.hosts();

        assertThat(upAt(hosts, "host")).startsWith("198.51.100.7 from Fixed for ");
        assertThat(upAt(hosts, "own")).startsWith("198.51.100.8 from SSH for ");
    }

    @Test
    void theDefaultsOfAProviderGoBeforeThoseOfAllHosts() {
        workspace.inHome("""
                cloudhost {
                  host-defaults.ipLookupStrategy = FIXED
                  provider.libvirt.ipLookupStrategy = SSH
                  strategy.ssh.ip = 198.51.100.8
                }
                host { baseDomain = b }
                """);

        assertThat(upAt(workspace.hosts(), "host")).startsWith("198.51.100.8 from SSH for ");
    }

    @Test
    void theStrategyOfAllHostsMustBeOnTheClasspath() {
        workspace.inHome("cloudhost.host-defaults.ipLookupStrategy = DNS\nhost { baseDomain = b }");

        assertThatExceptionOfType(StrategyNotFoundException.class)
                .isThrownBy(() -> setUp("host"))
                .withMessageStartingWith("host.ipLookupStrategy = \"DNS\" (" + workspace.homeFile()
                        + ":1): no strategy of this name is on the classpath.");
    }

    @Test
    void theProviderOfAHostHasNoDefault() {
        workspace.inHome("cloudhost.host-defaults.provider = libvirt\nhost { baseDomain = b }");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> setUp("host"))
                .withMessage(
                        "cloudhost.host-defaults.provider (" + workspace.homeFile()
                                + ":1): unknown key. Known here: addressFamily, addressStability, addressTimeout, bootDelay, evidence, ipLookupStrategy, sweep, waitFor");
    }

    @Test
    void aStrategyThatIsNamedTwiceIsRefused() {
        workspace.inHome("host { baseDomain = b\n ipLookupStrategy = [SSH, fixed, ssh] }");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> workspace.hosts().get("host"))
                .withMessage("host.ipLookupStrategy = \"SSH, fixed, ssh\" (" + workspace.homeFile()
                        + ":2): names the strategy SSH more than once");
    }

    @Test
    void anEmptyListOfStrategiesIsRefused() {
        workspace.inHome("host { baseDomain = b\n ipLookupStrategy = [] }");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> workspace.hosts().get("host"))
                .withMessage(
                        "host.ipLookupStrategy = \"\" (" + workspace.homeFile() + ":2): must not be an empty list");
    }

    @Test
    void anUnknownFamilyOfAddressesIsRefused() {
        workspace.inHome("host { baseDomain = b\n addressFamily = ipv5 }");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> setUp("host"))
                .withMessage(
                        "host.addressFamily = \"ipv5\" (" + workspace.homeFile() + ":2): must be any or ipv4 or ipv6");
    }

    @Test
    void aFixedAddressMustBeOfTheFamilyThatIsWanted() {
        Path log = workspace.path("log");
        workspace.inHome("""
                host {
                  baseDomain = b, ipLookupStrategy = [SSH, fixed]
                  addressFamily = IPv6
                  SSH { ip = "2001:db8::1" }
                  fixed { ip = 198.51.100.7, log = "%s" }
                }
                """.formatted(log));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> setUp("host"))
                .withMessage(
                        "host.addressFamily = \"IPv6\" (" + workspace.homeFile() + ":3): the strategy Fixed gives the"
                                + " host the address 198.51.100.7, which is none of this family");
        assertThat(Workspace.lines(log)).containsExactly("created Fixed", "closed Fixed");
    }

    @Test
    void theTimeOfAllStrategiesTogetherCutsThatOfEach() {
        workspace.inHome("host { baseDomain = b, ipLookupStrategy = fixed, fixed.timeout = 30, addressTimeout = 2 }");

        assertThat(evidence("host")).matches("Fixed: asked \\d+ times, last answer after 2\\.\\d s: no address yet");
    }

    @Test
    void theTimeOfAllStrategiesTogetherDoesNotProlongThatOfOne() {
        workspace.inHome("host { baseDomain = b, ipLookupStrategy = fixed, fixed.timeout = 2, addressTimeout = 30 }");

        assertThat(evidence("host")).matches("Fixed: asked \\d+ times, last answer after 2\\.\\d s: no address yet");
    }

    @Test
    void eachStrategyHasItsOwnTimeWhereNothingIsSaidOfAll() {
        workspace.inHome("""
                host {
                  baseDomain = b, ipLookupStrategy = [SSH, fixed]
                  SSH { timeout = 5 }
                  fixed { timeout = 2 }
                }
                """);

        assertThat(evidence("host"))
                .matches("Fixed: asked \\d+ times, last answer after 2\\.\\d s: no address yet; "
                        + "SSH: asked \\d+ times, last answer after 5\\.\\d s: no address yet");
    }

    @Test
    void aWrongTimeOfAllStrategiesTogetherIsRefused() {
        workspace.inHome("host { baseDomain = b\n addressTimeout = never }");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> setUp("host"))
                .withMessageStartingWith(
                        "host.addressTimeout = \"never\" (" + workspace.homeFile() + ":2): not a length of time.");
    }

    @Test
    @Timeout(60)
    void aStrategyThatHangsKeepsNoOtherFromAnswering() {
        Path log = workspace.path("log");
        workspace
                .plugins("hanging.jar", IpLookupStrategyProvider.class, HangingStrategyProvider.class)
                .inHome("""
                host {
                  baseDomain = b, ipLookupStrategy = [hanging, fixed]
                  hanging { log = "%s" }
                  fixed { ip = 198.51.100.7 }
                }
                """.formatted(log));

        assertThat(upAt(workspace.hosts(), "host")).startsWith("198.51.100.7 from Fixed for ");
        assertThat(Workspace.lines(log)).endsWith("closed hanging");
    }

    private String evidence(String label) {
        CloudHosts hosts = workspace.builder().clock(new JumpingClock()).build();
        HostSetupException failure = catchThrowableOfType(
                HostSetupException.class, () -> hosts.get(label).setup());
        return String.valueOf(failure.getMessage())
                .replace(label + ": setup failed in phase 'address': no address found for " + label + ". ", "");
    }

    private void setUp(String label) {
        workspace.hosts().get(label).setup();
    }

    private static String upAt(CloudHosts hosts, String label) {
        try (CloudHost host = hosts.get(label)) {
            host.setup();
            return host.getHostName();
        }
    }
}
