package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs on a terminal of its own, 80 columns wide, and somebody who looks at it and types. */
final class PseudoTerminal implements AutoCloseable {

    static final String CONTROL_C = "\u0003";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process script;
    private final StringBuilder written = new StringBuilder();
    private final Thread reader = new Thread(this::read, "pseudo-terminal");

    /**
     * Starts a program.
     *
     * @param line for a shell
     * @param environment what is set for it
     */
    PseudoTerminal(String line, Map<String, String> environment) {
        // Whoever builds in the background of a script ignores Ctrl-C, and has all ignore it that is started there.
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "env",
                        "--default-signal=INT",
                        "script",
                        "--quiet",
                        "--return",
                        "--command",
                        "stty cols 80 rows 24; " + line,
                        "/dev/null"))
                .redirectErrorStream(true);
        // What the machine's own terminal, and whoever builds here, have set.
        builder.environment().keySet().removeAll(List.of("CI", "COLUMNS", "NO_COLOR", "CLICOLOR"));
        builder.environment()
                .putAll(Map.of("TERM", "xterm", "SHELL", "/bin/sh", "JAVA_HOME", System.getProperty("java.home")));
        builder.environment().putAll(environment);
        try {
            script = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader.start();
    }

    /** Waits until something is seen. */
    PseudoTerminal awaitSeen(String text) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(screen().text()).contains(text));
        return this;
    }

    PseudoTerminal type(String keys) {
        try {
            script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            script.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits until the program has ended, and returns its status. */
    int awaitEnd() {
        try {
            assertThat(script.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            reader.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return script.exitValue();
    }

    /** Returns what is seen now, each measured time replaced by {@code T}. */
    String seen() {
        return untimed(screen().text());
    }

    /** Returns what is seen now with its styles, each measured time replaced by {@code T}. */
    String seenInColour() {
        return untimed(screen().styledText());
    }

    /** Returns all that was ever written. */
    String written() {
        synchronized (written) {
            return written.toString();
        }
    }

    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }

    private VirtualTerminal screen() {
        return new VirtualTerminal(80).write(written());
    }

    private static String untimed(String text) {
        return text.replaceAll(" +\\d+\\.\\d+ s", " T");
    }

    private void read() {
        try (Reader output = new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8)) {
            char[] buffer = new char[1024];
            for (int length = output.read(buffer); length >= 0; length = output.read(buffer)) {
                synchronized (written) {
                    written.append(buffer, 0, length);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
