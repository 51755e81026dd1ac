package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.cli.CommandLineFixture.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PluginFolderTest {

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;

    @BeforeEach
    void createCommandLine() {
        cloudhost = new CommandLineFixture(folder);
    }

    @Test
    void jarsStandBesideTheClassesOfTheCommand() throws Exception {
        jar("b.jar", "one.txt", "from b");
        jar("a.jar", "one.txt", "from a");
        jar("a.jar.old", "two.txt", "no jar");

        try (PluginFolder plugins = PluginFolder.open(folder)) {
            assertThat(read(plugins, "one.txt")).isEqualTo("from a");
            assertThat(read(plugins, "two.txt")).isNull();
            assertThat(plugins.loader().loadClass(Main.class.getName())).isSameAs(Main.class);
        }
    }

    @Test
    void closedFolderIsReadNoMore() throws Exception {
        jar("a.jar", "one.txt", "from a");
        PluginFolder plugins = PluginFolder.open(folder);

        plugins.close();

        assertThat(read(plugins, "one.txt")).isNull();
    }

    @Test
    void whatIsNoJarIsNamed() throws IOException {
        Path garbage = Files.writeString(folder.resolve("garbage.jar"), "no zip");

        assertThatExceptionOfType(UnusablePluginsException.class)
                .isThrownBy(() -> PluginFolder.open(folder))
                .withMessage("the plugin " + garbage + " cannot be read: java.util.zip.ZipException: zip END header not"
                        + " found. Remove it, or get it anew");
    }

    @Test
    void missingFolderIsWrongUsage() {
        Path none = folder.resolve("none");

        assertThat(cloudhost.execute("list", "--plugins", none.toString()))
                .isEqualTo(new Result(2, "", "cloudhost: there is no folder " + none + " to take plugins from\n"));
    }

    @Test
    void anEmptyNameIsNotTheWorkingDirectory() {
        CommonOptions options = new CommonOptions();

        new CommandLine(options).parseArgs("--plugins", "");

        assertThat(options.pluginFolder()).isEmpty();
    }

    @Test
    void settingsOfAPluginAreRead() throws IOException {
        Path place = Files.createDirectory(folder.resolve("place"));
        jar("a.jar", "cloudhost.conf", "box { folder = \"" + place + "\" }");
        cloudhost.configure("");

        Result result = cloudhost.run("down", "box", "--plugins", folder.toString());

        assertThat(result.err()).startsWith("cloudhost: no host of label 'box' that ");
    }

    @Test
    void defaultsOfAPluginAreRead() throws IOException {
        jar("a.jar", "reference.conf", "cloudhost.provider.folder.setup = fail");
        HostFolder place = cloudhost.label("box");

        Result result = cloudhost.run("up", "box", "--plugins", folder.toString());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("setup failed in phase 'address': no address after 30 s");
        assertThat(place.names()).isEmpty();
    }

    private void jar(String name, String entry, String text) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static @Nullable String read(PluginFolder plugins, String entry) throws IOException {
        try (InputStream stream = plugins.loader().getResourceAsStream(entry)) {
            return stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
