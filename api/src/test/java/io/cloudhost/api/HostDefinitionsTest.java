package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloudhost.api.plugins.ClaimingProvider;
import io.cloudhost.api.plugins.FailingAnswersProvider;
import io.cloudhost.api.plugins.FailingConstructorProvider;
import io.cloudhost.api.plugins.FixedStrategyProvider;
import io.cloudhost.api.plugins.LibvirtLikeProvider;
import io.cloudhost.api.plugins.SshLikeStrategyProvider;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.ProviderNotFoundException;
import io.cloudhost.core.StrategyNotFoundException;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Which provider, which keys, which defaults: asked through {@link CloudHosts}, where users meet the messages. */
class HostDefinitionsTest {

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = new Workspace(directory);
    }

    @Test
    void theProviderThatClaimsAHostMakesIt() {
        withLibvirt().inHome("host { libvirtBaseDomain = b }");

        assertThat(plan("host")).isEqualTo("host.libvirtBaseDomain=b\n");
    }

    @Test
    void theProviderThatAHostNamesMakesItInAnyCaseAndEvenIfItDoesNotClaimIt() {
        withLibvirt().inHome("host { provider = LIBVIRT, networkDeviceId = n }");

        assertThat(plan("host")).contains("host.networkDeviceId=n\n");
    }

    @Test
    void aHostThatSeveralProvidersClaimMustNameOne() {
        withLibvirt()
                .plugins("claiming.jar", CloudHostProvider.class, ClaimingProvider.class)
                .inHome("\nhost { libvirtBaseDomain = b }\n named { libvirtBaseDomain = b, provider = libvirt }");

        assertRefused(
                ConfigurationException.class,
                "host",
                "host (" + workspace.homeFile()
                        + ":2): several providers claim this host: claiming, libvirt. Choose one"
                        + " with: provider = \"claiming\"");
        assertThat(plan("named")).contains("named.libvirtBaseDomain=b\n");
    }

    @Test
    void aHostThatNoProviderClaimsIsRefused() {
        workspace.inHome("host { colour = red }");

        assertRefused(
                ProviderNotFoundException.class,
                "host",
                "host (" + workspace.homeFile()
                        + ":1): no provider claims this host. On the classpath: existing. Name one"
                        + " with: provider = \"...\"");
    }

    @Test
    void aHostThatAMissingProviderWouldClaimIsRefusedWithTheArtifact() {
        workspace.inHome("host {\n baseDomain = b\n ipLookupStrategy = SSH }");

        assertRefused(
                ProviderNotFoundException.class,
                "host",
                "host (" + workspace.homeFile()
                        + ":1): no provider claims this host. On the classpath: existing. Its key"
                        + " 'baseDomain' belongs to a provider that is missing. Add the artifact"
                        + " io.cloudhost:cloudhost-provider-libvirt to the classpath.");
    }

    @Test
    void aHostThatABrokenProviderMightClaimIsRefusedWithThatProvider() {
        workspace
                .plugins("broken.jar", CloudHostProvider.class, FailingConstructorProvider.class)
                .inHome("host { libvirtURL = u }");

        assertThatExceptionOfType(ProviderNotFoundException.class)
                .isThrownBy(() -> workspace.hosts().get("host"))
                .withMessage("host (" + workspace.homeFile() + ":1): no provider claims this host. On the classpath:"
                        + " existing. Broken: " + FailingConstructorProvider.class.getName() + " ("
                        + workspace.path("broken.jar") + "): java.lang.IllegalStateException: no licence. Its key"
                        + " 'libvirtURL' belongs to a provider that is missing. Unless it is a broken one, add the artifact"
                        + " io.cloudhost:cloudhost-provider-libvirt to the classpath.")
                .havingCause()
                .withMessage("no licence");
    }

    @Test
    void aProviderThatFailsToTellWhetherItClaimsAHostIsTakenNotToAndLogged() {
        withLibvirt()
                .plugins("failing.jar", CloudHostProvider.class, FailingAnswersProvider.class)
                .inHome("host { libvirtBaseDomain = b }");
        Logger logger = (Logger) LoggerFactory.getLogger(Plugins.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.WARN);
        try {
            assertThat(plan("host")).isEqualTo("host.libvirtBaseDomain=b\n");
        } finally {
            logger.setLevel(null);
            logger.detachAppender(log);
        }

        String failing = FailingAnswersProvider.class.getName() + " (" + workspace.path("failing.jar") + ")";
        assertThat(List.copyOf(log.list))
                .filteredOn(event -> event.getFormattedMessage().startsWith(failing))
                .extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
                .containsExactly(tuple(
                        Level.WARN,
                        failing + " cannot tell whether it claims host, which is taken for a no:"
                                + " java.lang.NoClassDefFoundError: org/example/Claims"));
    }

    @Test
    void aProviderThatFailsToTellWhetherItClaimsAHostIsShownWhereNoneDoes() {
        workspace
                .plugins("failing.jar", CloudHostProvider.class, FailingAnswersProvider.class)
                .inHome("host { colour = red }");

        assertThatExceptionOfType(ProviderNotFoundException.class)
                .isThrownBy(() -> workspace.hosts().get("host"))
                .withMessage("host (" + workspace.homeFile() + ":1): no provider claims this host. On the classpath:"
                        + " existing. Broken: " + FailingAnswersProvider.class.getName() + " ("
                        + workspace.path("failing.jar") + "): java.lang.NoClassDefFoundError: org/example/Claims."
                        + " Name one with: provider = \"...\"")
                .havingCause()
                .withMessage("org/example/Claims");
    }

    @Test
    void aBrokenProviderIsOfNoInterestToAHostOfAnother() {
        workspace
                .plugins("broken.jar", CloudHostProvider.class, FailingConstructorProvider.class)
                .inHome("host { hostname = build-box }");

        assertThat(workspace.hosts().get("host")).isNotNull();
    }

    @Test
    void aNamedProviderThatIsMissingIsRefusedWithItsArtifact() {
        workspace.inHome("host {\n provider = Libvirt }");

        assertRefused(
                ProviderNotFoundException.class,
                "host",
                "host.provider = \"Libvirt\" (" + workspace.homeFile() + ":2): no provider of this name is on the"
                        + " classpath. On the classpath: existing. Add the artifact"
                        + " io.cloudhost:cloudhost-provider-libvirt to the classpath.");
    }

    @Test
    void aNamedStrategyThatIsMissingIsRefusedWithItsArtifact() {
        withLibvirt()
                .plugins("fixed.jar", IpLookupStrategyProvider.class, FixedStrategyProvider.class)
                .inHome("host { libvirtBaseDomain = b\n ipLookupStrategy = SSH\n SSH { url = u } }");

        assertRefused(
                StrategyNotFoundException.class,
                "host",
                "host.ipLookupStrategy = \"SSH\" (" + workspace.homeFile() + ":2): no strategy of this name is on the"
                        + " classpath. On the classpath: Fixed, hypervisor. Add the artifact io.cloudhost:cloudhost-ip-ssh to the"
                        + " classpath.");
    }

    @Test
    void everyOneOfSeveralStrategiesMustBeThere() {
        withLibvirt()
                .plugins("fixed.jar", IpLookupStrategyProvider.class, FixedStrategyProvider.class)
                .inHome("host { libvirtBaseDomain = b\n ipLookupStrategy = [fixed, dsn] }");

        assertRefused(
                StrategyNotFoundException.class,
                "host",
                "host.ipLookupStrategy = \"dsn\" (" + workspace.homeFile() + ":2): no strategy of this name is on the"
                        + " classpath. On the classpath: Fixed, hypervisor.");
    }

    @Test
    void aMistypedStrategyIsRecognised() {
        withLibvirt()
                .plugins("fixed.jar", IpLookupStrategyProvider.class, FixedStrategyProvider.class)
                .inHome("host { libvirtBaseDomain = b\n ipLookupStrategy = fixd }");

        assertRefused(
                StrategyNotFoundException.class,
                "host",
                "host.ipLookupStrategy = \"fixd\" (" + workspace.homeFile() + ":2): no strategy of this name is on the"
                        + " classpath. On the classpath: Fixed, hypervisor. Did you mean 'Fixed'?");
    }

    @Test
    void theSectionOfAStrategyThatIsMissingIsRefusedWithItsArtifact() {
        withLibvirt().inHome("host { libvirtBaseDomain = b\n Dns { hostname = h } }");

        assertRefused(
                ConfigurationException.class,
                "host",
                "host.Dns (" + workspace.homeFile() + ":2): no strategy of this name is on the classpath. On the"
                        + " classpath: hypervisor. Add the artifact io.cloudhost:cloudhost-ip-dns to the classpath.");
    }

    @Test
    void anUnknownKeyIsRefused() {
        withLibvirt().inHome("host { libvirtBaseDomain = b\n netwrokDeviceId = n }");

        assertRefused(
                ConfigurationException.class,
                "host",
                "host.netwrokDeviceId (" + workspace.homeFile() + ":2): unknown key. Did you mean 'networkDeviceId'?");
    }

    @Test
    void anUnknownKeyOfTheEngineIsRefused() {
        withLibvirt().inHome("host { libvirtBaseDomain = b\n ipLookupStrategie = x }");

        assertRefused(
                ConfigurationException.class,
                "host",
                "host.ipLookupStrategie (" + workspace.homeFile()
                        + ":2): unknown key. Did you mean 'ipLookupStrategy'?");
    }

    @Test
    void anUnknownKeyInAStrategysSectionIsRefusedEvenIfTheStrategyIsNotUsed() {
        withSsh().inHome("host { libvirtBaseDomain = b\n SSH {\n comand = c } }");

        assertRefused(
                ConfigurationException.class,
                "host",
                "host.SSH.comand (" + workspace.homeFile() + ":3): unknown key. Did you mean 'command'?");
    }

    @Test
    void aSectionThatNobodyKnowsIsRefused() {
        withSsh().inHome("host { libvirtBaseDomain = b\n SHS { url = u } }");

        assertRefused(
                ConfigurationException.class,
                "host",
                "host.SHS (" + workspace.homeFile() + ":2): unknown key. Did you mean 'SSH'?");
    }

    @Test
    void theKeysOfOneProviderAreUnknownToAnother() {
        withLibvirt().inHome("host { hostname = build-box\n networkDeviceId = n }");

        assertRefused(
                ConfigurationException.class,
                "host",
                "host.networkDeviceId (" + workspace.homeFile()
                        + ":2): unknown key. Known here: addressFamily, addressStability, addressTimeout, bootDelay, evidence, hostname, hypervisor, ipLookupStrategy, provider, sweep, waitFor");
    }

    @Test
    void aProvidersDefaultsStandBelowWhatTheHostHas() {
        withLibvirt()
                .resource(
                        "reference.jar",
                        "reference.conf",
                        "cloudhost.provider.libvirt { libvirtURL = \"qemu:///system\", networkDeviceId = default"
                                + ", memory { size = 1, unit = GiB } }")
                .inHome("""
                        cloudhost.provider.libvirt.networkDeviceId = mine
                        host { libvirtBaseDomain = b, Memory { size = 2 } }
                        """);

        assertThat(plan("host"))
                .contains("host.libvirtURL=qemu:///system\n")
                .contains("host.libvirtBaseDomain=b\n")
                .contains("host.networkDeviceId=mine\n")
                .contains("host.Memory.size=2\n")
                .contains("host.Memory.unit=GiB\n")
                .doesNotContain("host.memory");
    }

    @Test
    void aDefaultIsOverriddenUnderAnyNameOfItsKey() {
        withLibvirt().inHome("""
                        cloudhost.provider.libvirt.libvirtBaseDomain = usual
                        own { baseDomain = special }
                        usual { provider = libvirt }
                        """);

        assertThat(plan("own")).isEqualTo("own.baseDomain=special\n");
        assertThat(plan("usual")).contains("usual.libvirtBaseDomain=usual\n");
    }

    @Test
    void anUnknownKeyAmongTheDefaultsIsRefused() {
        withLibvirt().inHome("cloudhost.provider.libvirt.libvirtUrl = x\nhost { libvirtBaseDomain = b }");

        assertRefused(
                ConfigurationException.class,
                "host",
                "cloudhost.provider.libvirt.libvirtUrl (" + workspace.homeFile()
                        + ":1): unknown key. Did you mean 'libvirtURL'?");
    }

    private Workspace withLibvirt() {
        return workspace.plugins("libvirt.jar", CloudHostProvider.class, LibvirtLikeProvider.class);
    }

    private Workspace withSsh() {
        return withLibvirt().plugins("ssh.jar", IpLookupStrategyProvider.class, SshLikeStrategyProvider.class);
    }

    /** The plugin's plan is the list of the settings that reached it. */
    private String plan(String label) {
        return workspace.hosts().plan(label).description();
    }

    private void assertRefused(Class<? extends ConfigurationException> type, String label, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> workspace.hosts().get(label))
                .isExactlyInstanceOf(type)
                .withMessage(message);
    }
}
