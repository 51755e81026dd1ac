package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.api.plugins.ClaimingProvider;
import io.cloudhost.api.plugins.FailingConstructorProvider;
import io.cloudhost.api.plugins.FailingNameProvider;
import io.cloudhost.api.plugins.FailingSchemaProvider;
import io.cloudhost.api.plugins.LibvirtLikeProvider;
import io.cloudhost.api.plugins.NamelessProvider;
import io.cloudhost.api.plugins.NamesakeProvider;
import io.cloudhost.api.plugins.NewerStrategyProvider;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = new Workspace(directory);
    }

    @Test
    void aPluginIsFoundByItsNameInAnyCase() {
        workspace.plugins("libvirt.jar", CloudHostProvider.class, LibvirtLikeProvider.class);

        Plugins<CloudHostProvider> plugins = discover();

        assertThat(plugins.find("LIBVIRT")).map(Plugin::name).contains("libvirt");
        assertThat(plugins.find("libvirt")).isPresent();
        assertThat(plugins.find("vmware")).isEmpty();
        assertThat(plugins.all()).extracting(Plugin::name).containsExactly("existing", "libvirt");
    }

    @Test
    void onlyTheGivenClassLoaderIsSearched() {
        workspace.plugins("libvirt.jar", CloudHostProvider.class, LibvirtLikeProvider.class);

        assertThat(discover(PluginsTest.class.getClassLoader()).find("libvirt")).isEmpty();
    }

    @Test
    void twoPluginsOfOneNameAreRefusedWithTheirClassesAndJars() {
        workspace
                .plugins("first.jar", CloudHostProvider.class, LibvirtLikeProvider.class)
                .plugins("second.jar", CloudHostProvider.class, NamesakeProvider.class);

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(this::discover)
                .withMessage("more than one provider is named 'LibVirt': " + at("first.jar", LibvirtLikeProvider.class)
                        + " and " + at("second.jar", NamesakeProvider.class)
                        + ". Remove one of them from the classpath");
    }

    @Test
    void brokenPluginsHarmNobodyWhoDoesNotNeedThem() {
        workspace
                .plugins(
                        "broken.jar",
                        CloudHostProvider.class,
                        FailingConstructorProvider.class,
                        FailingNameProvider.class,
                        FailingSchemaProvider.class,
                        NamelessProvider.class,
                        ClaimingProvider.class)
                .garbage("garbage.jar", CloudHostProvider.class, "org.example.Garbage")
                .resource("gone.jar", "META-INF/services/io.cloudhost.core.spi.CloudHostProvider", "org.example.Gone")
                .resource("odd.jar", "META-INF/services/io.cloudhost.core.spi.CloudHostProvider", "no class name")
                .plugins("good.jar", CloudHostProvider.class, LibvirtLikeProvider.class);

        Plugins<CloudHostProvider> plugins = discover();

        assertThat(plugins.all()).extracting(Plugin::name).containsExactly("claiming", "existing", "libvirt");
    }

    @Test
    void aPluginWhoseConstructorFailsIsShownWithItsJarAndTheCause() {
        workspace.plugins("broken.jar", CloudHostProvider.class, FailingConstructorProvider.class);

        assertThat(discover().explainAbsence("vmware", Optional.empty()))
                .isEqualTo("no provider of this name is on the classpath. On the classpath: existing. Broken: "
                        + at("broken.jar", FailingConstructorProvider.class)
                        + ": java.lang.IllegalStateException: no licence.");
        assertThat(discover().firstFailure()).hasMessage("no licence");
    }

    @Test
    void aPluginThatCannotTellItsNameIsShown() {
        workspace.plugins("broken.jar", CloudHostProvider.class, FailingNameProvider.class, NamelessProvider.class);

        assertThat(discover().inventory())
                .isEqualTo("On the classpath: existing. Broken: " + at("broken.jar", FailingNameProvider.class)
                        + ": java.lang.NoClassDefFoundError: org/example/Names; "
                        + at("broken.jar", NamelessProvider.class)
                        + ": java.lang.IllegalStateException: it has no name.");
    }

    @Test
    void aPluginThatCannotTellItsKeysIsShown() {
        workspace.plugins("broken.jar", CloudHostProvider.class, FailingSchemaProvider.class);

        assertThat(discover().inventory())
                .isEqualTo("On the classpath: existing. Broken: " + at("broken.jar", FailingSchemaProvider.class)
                        + ": java.lang.NoClassDefFoundError: org/example/Keys.");
    }

    @Test
    void aPluginThatIsNotThereAndOneThatIsNoClassAreShown() {
        workspace
                .resource("gone.jar", "META-INF/services/io.cloudhost.core.spi.CloudHostProvider", "org.example.Gone")
                .garbage("garbage.jar", CloudHostProvider.class, "org.example.Garbage");

        assertThat(discover().inventory())
                .isEqualTo("On the classpath: existing. Broken: org.example.Gone (" + workspace.path("gone.jar")
                        + "): java.util.ServiceConfigurationError: io.cloudhost.core.spi.CloudHostProvider: Provider"
                        + " org.example.Gone not found; org.example.Garbage (" + workspace.path("garbage.jar")
                        + "): java.lang.ClassFormatError: Truncated class file.");
    }

    @Test
    void aPluginOfAnotherVersionIsShownWithItsJar() {
        workspace.plugins("newer.jar", IpLookupStrategyProvider.class, NewerStrategyProvider.class);
        workspace
                .inHome("host { baseDomain = b, ipLookupStrategy = newer }")
                .plugins("libvirt.jar", CloudHostProvider.class, LibvirtLikeProvider.class);

        try (CloudHost host = workspace.hosts().get("host")) {
            assertThatExceptionOfType(CloudHostException.class)
                    .isThrownBy(host::setup)
                    .withMessageContaining(
                            at("newer.jar", NewerStrategyProvider.class)
                                    + ": java.lang.NoSuchMethodError: 'java.lang.String"
                                    + " io.cloudhost.core.settings.Settings.tomorrow()'. It was built for another version of cloudhost")
                    .withMessageContaining(": get the one that fits");
        }
    }

    @Test
    void aStrategyOfAnotherVersionIsShownWithItsJarWhereALookFindsThat() {
        workspace.plugins("newer.jar", IpLookupStrategyProvider.class, NewerStrategyProvider.class);
        workspace
                .inHome("host { baseDomain = b, ipLookupStrategy = newer, newer.shows = later }")
                .plugins("libvirt.jar", CloudHostProvider.class, LibvirtLikeProvider.class);

        try (CloudHost host = workspace.hosts().get("host")) {
            assertThatExceptionOfType(CloudHostException.class)
                    .isThrownBy(host::setup)
                    .withMessageContaining(at("newer.jar", NewerStrategyProvider.class)
                            + ": java.lang.NoClassDefFoundError: io/cloudhost/core/spi/Tomorrow. It was built for another"
                            + " version of cloudhost")
                    .withMessageContaining(": get the one that fits");
        }
    }

    @Test
    void aBrokenPluginIsLogged() {
        workspace.plugins("broken.jar", CloudHostProvider.class, FailingConstructorProvider.class);

        try (CapturedLog log = new CapturedLog(Plugins.class)) {
            discover();

            assertThat(log.linesWith(workspace.path("broken.jar").toString()))
                    .containsExactly("WARN A provider is broken and not used: "
                            + at("broken.jar", FailingConstructorProvider.class)
                            + ": java.lang.IllegalStateException: no licence");
        }
    }

    @Test
    void whatIsMissingMayBeInAnArtifactThatIsKnown() {
        assertThat(discover().explainAbsence("libvirt", Optional.of("org.example:libvirt")))
                .isEqualTo("no provider of this name is on the classpath. On the classpath: existing. Add the artifact"
                        + " org.example:libvirt to the classpath.");
    }

    @Test
    void whatIsMissingInAnArtifactThatIsKnownMayAlsoBeTheBrokenOne() {
        workspace.plugins("broken.jar", CloudHostProvider.class, NamelessProvider.class);

        assertThat(discover().explainAbsence("libvirt", Optional.of("org.example:libvirt")))
                .endsWith(" Unless it is a broken one, add the artifact org.example:libvirt to the classpath.");
    }

    @Test
    void aMistypedNameIsRecognised() {
        assertThat(discover().explainAbsence("exsiting", Optional.empty()))
                .isEqualTo("no provider of this name is on the classpath. On the classpath: existing. Did you mean"
                        + " 'existing'?");
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aClassLoaderThatFailsForEverIsGivenUp() {
        ClassLoader failing = new ClassLoader(null) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("no classpath today");
            }
        };

        assertThat(discover(failing).inventory())
                .startsWith("On the classpath: none. Broken: a provider that a META-INF/services file names: ");
    }

    private Plugins<CloudHostProvider> discover() {
        return discover(workspace.loader());
    }

    private static Plugins<CloudHostProvider> discover(ClassLoader loader) {
        return Plugins.discover("provider", CloudHostProvider.class, Wiring::introduce, List.of(), loader);
    }

    private String at(String jar, Class<?> plugin) {
        return plugin.getName() + " (" + workspace.path(jar) + ")";
    }
}
