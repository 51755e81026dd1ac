package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.plugins.FileHostProvider;
import io.cloudhost.core.spi.CloudHostProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that end, and what is left of their hosts. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JvmExitTest {

    private static final int BY_SIGTERM = 128 + 15;
    private static final Duration PATIENT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @AutoClose
    private Workspace workspace;

    private Path machine;

    @BeforeEach
    void prepare() throws IOException {
        workspace = new Workspace(directory).plugins("file.jar", CloudHostProvider.class, FileHostProvider.class);
        machine = Files.createDirectory(directory.resolve("machines")).resolve("box");
        Workspace.write(workspace.path("logback.xml"), """
                <configuration>
                  <appender name="ERR" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target>
                    <encoder><pattern>%level %msg%n%nopex</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="ERR"/></root>
                </configuration>
                """);
    }

    @Test
    void aHostThatIsUpIsTornDown() throws Exception {
        Process process = start("nowhere", PATIENT, "EXIT");

        assertThat(process.waitFor()).isEqualTo(ExitProbe.STATUS);

        assertThat(machine).doesNotExist();
        assertThat(errors()).isEmpty();
    }

    @Test
    void aHostWhoseSetupIsUnderWayIsTornDownAtASignal() throws Exception {
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            machine.getParent().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process process = start("setup", PATIENT, "EXIT");
            assertThat(watch.poll(60, TimeUnit.SECONDS)).isNotNull();

            process.destroy();

            assertThat(process.waitFor()).isEqualTo(BY_SIGTERM);
        }
        assertThat(machine).doesNotExist();
    }

    @Test
    void aTeardownThatHangsDoesNotKeepTheJvmFromEnding() throws Exception {
        Process process = start("teardown", Duration.ofMillis(600), "EXIT");

        assertThat(process.waitFor()).isEqualTo(ExitProbe.STATUS);

        assertThat(machine).exists();
        assertThat(errors())
                .isEqualTo("ERROR Not gone after 0 s, when the JVM ended: box; 'cloudhost list' shows what is left,"
                        + " 'cloudhost down NAME' removes it\n");
    }

    @Test
    void aSetupThatBeginsWhenTheJvmIsShuttingDownIsRefused() throws Exception {
        Process process = start("nowhere", PATIENT, "SET_UP_AT_EXIT");

        assertThat(process.waitFor()).isEqualTo(ExitProbe.STATUS);

        assertThat(machine).doesNotExist();
        assertThat(errors()).isEqualTo("box is not set up, since the JVM is shutting down\n");
    }

    @Test
    void anEmbedderMayKeepTheEndToItself() throws Exception {
        Process process = start("nowhere", PATIENT, "LEAVE");

        assertThat(process.waitFor()).isEqualTo(ExitProbe.STATUS);

        assertThat(machine).exists();
    }

    private Process start(String hanging, Duration limit, String action) throws IOException {
        Path configuration = workspace.path("probe.conf");
        Workspace.write(configuration, "box { file = \"" + machine + "\", hanging = " + hanging + " }");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=" + workspace.path("logback.xml"),
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + workspace.path("file.jar"),
                        ExitProbe.class.getName(),
                        configuration.toString(),
                        limit.toString(),
                        action)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(workspace.path("errors").toFile())
                .start();
    }

    private String errors() throws IOException {
        return Files.readString(workspace.path("errors"));
    }
}
