package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that the build leaves, alone in a folder with a blank in its name. */
class LauncherIT {

    @TempDir
    Path temporary;

    Path folder;
    Path launcher;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        folder = Files.createDirectory(temporary.resolve("some where"));
        launcher = Files.copy(
                Path.of(System.getProperty("cloudhost.launcher")),
                folder.resolve("cloudhost"),
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void tellsItsVersion() throws Exception {
        assertThat(run("--version")).isEqualTo(0);
        assertThat(out()).matches("cloudhost \\d+\\.\\d+\\.\\d+.*\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void explainsItself() throws Exception {
        assertThat(run("--help")).isEqualTo(0);
        assertThat(out()).startsWith("Usage: cloudhost ").contains("\n  up ");
        assertThat(err()).isEmpty();
    }

    @Test
    void endsWithTwoOnWrongUsage() throws Exception {
        assertThat(run("up")).isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("""
                cloudhost: Missing required parameter: 'LABEL'
                Try 'cloudhost up --help'.
                """);
    }

    @Test
    void runsACommandWithAHost() throws Exception {
        String config = configure("existing { hostname = \"build-box\" }");

        int status = run(
                "run",
                "existing",
                "--config",
                config,
                "--",
                "sh",
                "-c",
                "echo \"$CLOUDHOST_HOSTNAME $1\"; exit 7",
                "sh",
                "a  b");

        assertThat(status).isEqualTo(7);
        assertThat(out()).isEqualTo("build-box a  b\n");
    }

    @Test
    void endsTheCommandWhenItIsAskedToEnd() throws Exception {
        String config = configure("existing { hostname = \"build-box\" }");
        Path pid = folder.resolve("pid");
        Process cloudhost = start(
                "run",
                "existing",
                "--config",
                config,
                "--",
                "sh",
                "-c",
                "echo $$ > \"$1\"; exec sleep 600",
                "sh",
                pid.toString());
        await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(pid) && Files.size(pid) > 0);

        cloudhost.destroy();

        assertThat(cloudhost.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(cloudhost.exitValue()).isEqualTo(128 + 15);
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
                .isEmpty();
    }

    @Test
    void logsOnTheStandardErrorWhenAskedTo() throws Exception {
        String config = configure("existing { hostname = \"build-box\" }");

        run("up", "existing", "--config", config);
        assertThat(out()).isEqualTo("existing build-box\n");
        assertThat(err()).doesNotContain("DEBUG", "INFO");

        run("up", "existing", "--config", config, "--verbose");
        assertThat(out()).isEqualTo("existing build-box\n");
        assertThat(err()).contains("DEBUG", "INFO").containsOnlyOnce("existing is up after");
    }

    @Test
    void printsUtf8WhateverTheLocale() throws Exception {
        String config = configure("existing { hostname = \"b\u00fccher.example\" }");
        ProcessBuilder builder = process("up", "existing", "--config", config);
        builder.environment().put("LC_ALL", "C");

        assertThat(end(builder.start())).isEqualTo(0);
        assertThat(out()).isEqualTo("existing b\u00fccher.example\n");
    }

    @Test
    void passesOptionsToJava() throws Exception {
        ProcessBuilder builder = process("--version");
        builder.environment().put("CLOUDHOST_JAVA_OPTS", "-Xshare:auto -showversion");

        assertThat(end(builder.start())).isEqualTo(0);
        assertThat(err()).contains("Runtime Environment");
    }

    @Test
    void saysWhereJavaIsMissing() throws Exception {
        ProcessBuilder builder = process("--version");
        builder.environment().put("JAVA_HOME", "/no/such/folder");

        assertThat(end(builder.start())).isEqualTo(2);
        assertThat(err())
                .isEqualTo("cloudhost: no Java at '/no/such/folder/bin/java'. "
                        + "Install a Java runtime (17 or later), or set JAVA_HOME\n");
    }

    @Test
    void readsWhatIsPipedIntoIt() throws Exception {
        Path xml = Files.writeString(folder.resolve("base.xml"), "<domain><name>some-base</name></domain>");

        Process plan = process("plan", "--domain-xml", "-", "--config", configure(""))
                .redirectInput(xml.toFile())
                .start();

        assertThat(end(plan)).isEqualTo(0);
        assertThat(out()).matches("(?s)stdin-[0-9a-f]{8} from some-base\n.*would be cloned: 1 rewritten\n");
    }

    @Test
    void leavesTheResolverOfTheProcessAlone() throws Exception {
        try (JarFile jar = new JarFile(launcher.toFile())) {
            assertThat(jar.getEntry("META-INF/services/java.net.spi.InetAddressResolverProvider"))
                    .isNull();
        }
    }

    private String configure(String text) throws IOException {
        return Files.writeString(folder.resolve("test.conf"), text).toString();
    }

    private int run(String... arguments) throws Exception {
        return end(start(arguments));
    }

    private Process start(String... arguments) throws IOException {
        return process(arguments).start();
    }

    private ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "CLOUDHOST_JAVA_OPTS", ""));
        return builder;
    }

    private static int end(Process process) throws InterruptedException {
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended in time").isTrue();
        return process.exitValue();
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }
}
