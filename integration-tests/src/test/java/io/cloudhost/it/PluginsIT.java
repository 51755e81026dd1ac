package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.docs.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins of others beside the command: one that works, on a real guest, and those that cannot. */
class PluginsIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path EXAMPLE = ROOT.resolve("examples/strategy-plugin/target/lease-file-strategy-1.0.0.jar");

    /** The settings that the example's README shows, with the lab's leases. */
    private static final CommandLine CLOUDHOST =
            new CommandLine(Lab.file(Page.of(ROOT, "examples/strategy-plugin/README.md")
                    .firstBlock("text")
                    .replace("/var/lib/misc/dnsmasq.leases", "/var/lib/dnsmasq/dnsmasq.leases")));

    private static final String OTHER_VERSION = "It was built for another version of cloudhost than "
            + System.getProperty("project.version") + ": get the one that fits";

    @TempDir
    private Path plugins;

    @Test
    void strategyThatIsDroppedIntoTheFolderFindsAGuest() throws IOException {
        Files.copy(example(), plugins.resolve("lease-file.jar"));

        Command.Outcome up = cloudhost("up", "bridged_host");
        try {
            assertThat(up.status()).as(up.output()).isZero();
            assertThat(up.output()).containsPattern("(?m)^bridged_host-[0-9a-f]{8} 203\\.0\\.113\\.\\d+$");
        } finally {
            cloudhost("down", "bridged_host").orThrow();
        }
        assertThat(Virsh.clonesOf("bridged_host")).isEmpty();
    }

    @Test
    void folderMayBeInTheEnvironment() {
        // One that is not there tells that it was looked for.
        Path missing = plugins.resolve("none");
        Command.Outcome list = Command.run(withEnvironment(missing, CLOUDHOST.command("list")));

        assertThat(list.status()).isEqualTo(2);
        assertThat(list.output()).isEqualTo("cloudhost: there is no folder " + missing + " to take plugins from");
    }

    @Test
    void plainClasspathWillDo() throws IOException {
        Path settings = Lab.file("existing { hostname = build-box }");
        List<String> java = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-cp"));
        java.add(ROOT.resolve("cli/target/cloudhost") + ":" + example());
        java.addAll(List.of("io.cloudhost.cli.Main", "--verbose", "--config", settings.toString(), "up", "existing"));

        assertThat(Command.run(java).orThrow())
                .contains(
                        "Found the strategy LeaseFile: org.example.leases.LeaseFileStrategyProvider (" + EXAMPLE + ")");
    }

    @Test
    void jarThatIsNoneIsRefused() throws IOException {
        Path garbage = Files.writeString(plugins.resolve("garbage.jar"), "no zip");

        Command.Outcome up = cloudhost("up", "bridged_host");

        assertThat(up.status()).isEqualTo(2);
        assertThat(up.output())
                .isEqualTo(
                        "cloudhost: the plugin " + garbage
                                + " cannot be read: java.util.zip.ZipException: zip END header not found. Remove it, or get it anew");
    }

    @Test
    void pluginWhoseClassIsMissingIsNamed() throws IOException {
        Path jar = PluginJar.named("absent").build(plugins);

        assertThat(cloudhost("up", "bridged_host").output())
                .startsWith(
                        "cloudhost: A strategy is broken and not used: org.example.broken.Strategies (" + jar + "): "
                                + "java.util.ServiceConfigurationError: io.cloudhost.core.spi.IpLookupStrategyProvider: Provider"
                                + " org.example.broken.Strategies not found\n");
    }

    @Test
    void pluginWhoseConstructorThrowsIsNamed() throws IOException {
        Path jar = PluginJar.named("failing")
                .member("public Strategies() { throw new IllegalStateException(\"no licence\"); }")
                .member(PluginJar.name("failing"))
                .member(PluginJar.SCHEMA)
                .member(PluginJar.CREATE)
                .build(plugins);

        assertThat(cloudhost("up", "bridged_host").output())
                .startsWith("cloudhost: A strategy is broken and not used: org.example.broken.Strategies (" + jar
                        + "): " + "java.lang.IllegalStateException: no licence\n");
    }

    @Test
    void pluginsOfOneNameAreNamed() throws IOException {
        Path example = Files.copy(example(), plugins.resolve("lease-file.jar"));
        Path namesake = PluginJar.named("namesake")
                .member(PluginJar.name("leasefile"))
                .member(PluginJar.SCHEMA)
                .member(PluginJar.CREATE)
                .build(plugins);

        Command.Outcome up = cloudhost("up", "bridged_host");

        assertThat(up.status()).isEqualTo(1);
        assertThat(up.output())
                .isEqualTo("cloudhost: more than one strategy is named 'leasefile': org.example.leases."
                        + "LeaseFileStrategyProvider (" + example + ") and org.example.broken.Strategies (" + namesake
                        + "). Remove one of them from the classpath");
    }

    @Test
    void pluginThatNeedsAClassOfANewerPortIsNamed() throws IOException {
        Path jar = PluginJar.named("newer")
                .newer(
                        "io.cloudhost.core.settings.Weather",
                        "public final class Weather { public static void ask() {} }")
                .member("public String name() { io.cloudhost.core.settings.Weather.ask(); return \"newer\"; }")
                .member(PluginJar.SCHEMA)
                .member(PluginJar.CREATE)
                .build(plugins);

        assertThat(cloudhost("up", "bridged_host").output())
                .startsWith("cloudhost: A strategy is broken and not used: org.example.broken.Strategies (" + jar
                        + "): java.lang.NoClassDefFoundError: io/cloudhost/core/settings/Weather. " + OTHER_VERSION);
    }

    @Test
    void pluginThatCallsAMethodOfANewerPortIsNamedWhenItIsUsed() throws IOException {
        Path jar = PluginJar.named("newer")
                .newer(IpLookupStrategyProvider.class, "default void forecast() {}")
                .member(PluginJar.name("LeaseFile"))
                .member("public io.cloudhost.core.settings.SettingsSchema schema() { return io.cloudhost.core.settings"
                        + ".SettingsSchema.of(io.cloudhost.core.settings.SettingKey.text(\"file\", \"A file.\")); }")
                .member(
                        "public io.cloudhost.core.spi.IpLookupStrategy create(io.cloudhost.core.settings.Settings settings)"
                                + " { forecast(); return null; }")
                .build(plugins);

        Command.Outcome up = cloudhost("up", "bridged_host");

        assertThat(up.status()).isEqualTo(1);
        assertThat(up.output())
                .isEqualTo("cloudhost: org.example.broken.Strategies (" + jar + "): java.lang.NoSuchMethodError: 'void"
                        + " org.example.broken.Strategies.forecast()'. " + OTHER_VERSION);
    }

    private Command.Outcome cloudhost(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--plugins", plugins.toString()));
        all.addAll(List.of(arguments));
        return CLOUDHOST.run(all.toArray(String[]::new));
    }

    private static List<String> withEnvironment(Path folder, List<String> command) {
        List<String> all = new ArrayList<>(List.of("env", "CLOUDHOST_PLUGINS=" + folder));
        all.addAll(command);
        return all;
    }

    private static Path example() {
        assertThat(EXAMPLE).as("what lab/plugin builds; run it first").isRegularFile();
        return EXAMPLE;
    }
}
