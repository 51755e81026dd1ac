package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigParseOptions;
import io.cloudhost.api.plugins.FileCheckProvider;
import io.cloudhost.api.plugins.FixedStrategyProvider;
import io.cloudhost.api.plugins.LibvirtLikeProvider;
import io.cloudhost.api.plugins.NamelessProvider;
import io.cloudhost.api.plugins.NamesakeProvider;
import io.cloudhost.api.plugins.ShellLikeProvider;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that embeds cloudhost has all that a file and the classpath have. */
class BuilderTest {

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = new Workspace(directory);
    }

    @Test
    void settingsMayBeAText() {
        CloudHosts hosts = workspace
                .builder()
                .settings("name = build\nbox { hostname = ${name}-box }")
                .build();

        assertThat(hosts.labels()).containsExactly("box");
        assertThat(nameOf(hosts, "box")).isEqualTo("build-box");
    }

    @Test
    void settingsMayBeAMapOfPathsOrOfMaps() {
        assertThat(nameOf(
                        workspace
                                .builder()
                                .settings(Map.of("box.hostname", "build-box"))
                                .build(),
                        "box"))
                .isEqualTo("build-box");
        assertThat(nameOf(
                        workspace
                                .builder()
                                .settings(Map.of("box", Map.of("hostname", "build-box")))
                                .build(),
                        "box"))
                .isEqualTo("build-box");
    }

    @Test
    void settingsGoBeforeFilesAndAfterSystemProperties() {
        workspace.inHome("box { hostname = home }\nother { hostname = home }").property("forced.hostname", "property");

        CloudHosts hosts = workspace
                .builder()
                .settings("box { hostname = text }\nforced { hostname = text }")
                .build();

        assertThat(nameOf(hosts, "box")).isEqualTo("text");
        assertThat(nameOf(hosts, "other")).isEqualTo("home");
        assertThat(nameOf(hosts, "forced")).isEqualTo("property");
    }

    @Test
    void ofSeveralSettingsTheLastOneWins() {
        CloudHosts hosts = workspace
                .builder()
                .settings("box { hostname = first }")
                .settings(Map.of("box.hostname", "second"))
                .build();

        assertThat(nameOf(hosts, "box")).isEqualTo("second");
    }

    @Test
    void settingsChangeDefaultsAsAFileDoes() {
        CloudHosts hosts = workspace
                .builder()
                .settings("cloudhost.host-defaults.waitFor = 1\nbox { hostname = build-box }")
                .build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> hosts.get("box"))
                .withMessageContaining("settings given by the program:1");
    }

    @Test
    void theUsualFilesNeedNotBeRead() {
        workspace
                .inHome("home { hostname = a }")
                .inWorkingDirectory("work { hostname = a }")
                .resource("one.jar", "cloudhost.conf", "classpath { hostname = a }");

        CloudHosts hosts = workspace
                .builder()
                .usualFiles(false)
                .settings("box { hostname = build-box }")
                .build();

        assertThat(hosts.labels()).containsExactly("box");
        assertThat(nameOf(hosts, "box")).isEqualTo("build-box");
    }

    @Test
    void aNamedFileIsReadWhereTheUsualOnesAreNot() {
        Workspace.write(workspace.path("mine.conf"), "mine { hostname = a }");
        workspace.resource("one.jar", "cloudhost.conf", "classpath { hostname = a }");

        CloudHosts hosts = workspace
                .builder()
                .usualFiles(false)
                .configFile(workspace.path("mine.conf"))
                .build();

        assertThat(hosts.labels()).containsExactly("mine");
    }

    @Test
    void valuesOfAMapAreWhatTheyMean() throws UnknownHostException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("a.duration", Duration.ofMillis(1500));
        values.put("a.address", InetAddress.getByAddress(new byte[] {(byte) 198, 51, 100, 7}));
        values.put("a.path", Path.of("/srv/data"));
        values.put("a.uri", URI.create("qemu:///system"));
        values.put("a.number", 7);
        values.put("a.flag", true);
        values.put("a.list", List.of("x", 2));
        values.put("a.substitution", "${user.home}");

        Config config = GivenSettings.of(Map.copyOf(values)).parse(ConfigParseOptions.defaults());

        assertThat(config.getString("a.duration")).isEqualTo("1500ms");
        assertThat(config.getString("a.address")).isEqualTo("198.51.100.7");
        assertThat(config.getString("a.path")).isEqualTo("/srv/data");
        assertThat(config.getString("a.uri")).isEqualTo("qemu:///system");
        assertThat(config.getInt("a.number")).isEqualTo(7);
        assertThat(config.getBoolean("a.flag")).isTrue();
        assertThat(config.getStringList("a.list")).containsExactly("x", "2");
        assertThat(config.getString("a.substitution")).isEqualTo("${user.home}");
    }

    @Test
    void aValueThatNoSettingCanBeIsRefusedWithItsPath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudHosts.builder().settings(Map.of("box", Map.of("hostname", new Properties[0]))))
                .withMessage(
                        "box.hostname is of the type [Ljava.util.Properties;, which no setting can be. Give a text,"
                                + " number, boolean, Duration, InetAddress, Path, File, URI, or a collection or map of these");
        Map<String, Object> holed = new LinkedHashMap<>();
        holed.put("box.hostname", null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudHosts.builder().settings(holed))
                .withMessageStartingWith("box.hostname is null, which no setting can be.");
    }

    @Test
    void aMapWhosePathsCannotBeIsRefusedWithoutWhatItHolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudHosts.builder().settings(Map.of("box", "secret", "box.hostname", "secret")))
                .withMessageStartingWith("the paths of these settings cannot be: ")
                .withMessageContaining("'box'")
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudHosts.builder().settings(Map.of("box..hostname", "secret")))
                .withMessageStartingWith("the paths of these settings cannot be: ")
                .withMessageContaining("'box..hostname'")
                .withMessageNotContaining("secret");
    }

    @Test
    void aTextThatIsNotValidIsRefusedWithItsLineAndWithoutWhatItHolds() {
        CloudHosts.Builder builder = workspace.builder().settings("box {\n hostname = secret { \n");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(builder::build)
                .withMessageStartingWith("configuration (settings given by the program:")
                .withMessageContaining("not valid HOCON here or shortly before")
                .withMessageNotContaining("secret");
    }

    @Test
    void aMistakeIsFoundAtItsLine() {
        CloudHosts hosts = workspace
                .builder()
                .settings("box {\n  hostname = build-box\n  hostnam = b\n}")
                .build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> hosts.get("box"))
                .withMessageContaining("settings given by the program:3");
    }

    @Test
    void whereSettingsWereLookedForIsTold() {
        CloudHosts hosts = workspace.builder().usualFiles(false).settings("").build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> hosts.get("box"))
                .withMessageEndingWith("Looked in: settings given by the program");
    }

    @Test
    void pluginsMayBeGiven() {
        Path log = workspace.path("log");
        CloudHosts hosts = workspace
                .builder()
                .plugin(new LibvirtLikeProvider())
                .plugin(new FixedStrategyProvider())
                .plugin(new FileCheckProvider())
                .plugin(new ShellLikeProvider())
                .settings(Map.of(
                        "host",
                        Map.of(
                                "baseDomain",
                                "b",
                                "ipLookupStrategy",
                                "fixed",
                                "fixed",
                                Map.of("ip", "198.51.100.7", "log", log))))
                .build();

        try (CloudHost host = hosts.get("host")) {
            host.setup();
            assertThat(host.getHostName()).startsWith("198.51.100.7 from Fixed");
        }
        assertThat(Workspace.lines(log)).contains("created Fixed");
    }

    @Test
    void ofTheClassOfAGivenPluginNoOtherInstanceIsUsed() throws IOException {
        Workspace.write(
                workspace.path("services/META-INF/services/" + CloudHostProvider.class.getName()),
                LibvirtLikeProvider.class.getName());
        URL[] services = {workspace.path("services").toUri().toURL()};

        try (URLClassLoader loader = new URLClassLoader(services, BuilderTest.class.getClassLoader())) {
            CloudHosts.Builder builder =
                    CloudHosts.builder().classLoader(loader).surroundings(workspace.surroundings());

            assertThatCode(builder.plugin(new LibvirtLikeProvider())::build).doesNotThrowAnyException();
        }
    }

    @Test
    void aGivenPluginMustNotHaveTheNameOfAnother() {
        workspace.plugins("libvirt.jar", CloudHostProvider.class, LibvirtLikeProvider.class);

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(workspace.builder().plugin(new NamesakeProvider())::build)
                .withMessageStartingWith(
                        "more than one provider is named 'libvirt': " + NamesakeProvider.class.getName())
                .withMessageContaining("libvirt.jar");
    }

    @Test
    void aGivenPluginThatIsBrokenIsRefused() {
        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(workspace.builder().plugin(new NamelessProvider())::build)
                .withMessageStartingWith(
                        "the provider that the program gives is broken: " + NamelessProvider.class.getName())
                .withMessageEndingWith("java.lang.IllegalStateException: it has no name");
    }

    @Test
    void allListenersHear() {
        workspace
                .plugins("libvirt.jar", CloudHostProvider.class, LibvirtLikeProvider.class)
                .plugins("strategies.jar", IpLookupStrategyProvider.class, FixedStrategyProvider.class);
        List<String> heard = new ArrayList<>();

        CloudHosts hosts = workspace
                .builder()
                .settings("host { baseDomain = b, ipLookupStrategy = fixed, fixed.ip = 198.51.100.7 }")
                .listener(teller("first", heard))
                .listener(teller("second", heard))
                .build();
        nameOf(hosts, "host");

        assertThat(heard).containsExactly("first: address", "second: address");
    }

    private static CloudHostListener teller(String name, List<String> heard) {
        return new CloudHostListener() {
            @Override
            public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
                heard.add(name + ": " + phase);
                throw new IllegalStateException("harms nobody");
            }
        };
    }

    private static String nameOf(CloudHosts hosts, String label) {
        try (CloudHost host = hosts.get(label)) {
            host.setup();
            return host.getHostName();
        }
    }
}
