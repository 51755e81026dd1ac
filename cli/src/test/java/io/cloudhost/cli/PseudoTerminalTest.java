package io.cloudhost.cli;

import static io.cloudhost.cli.PseudoTerminal.CONTROL_C;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a real terminal, as people see it. */
class PseudoTerminalTest {

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;
    Path launcher;

    @BeforeEach
    void createLauncher() {
        cloudhost = new CommandLineFixture(folder);
        launcher = TestLauncher.in(folder);
    }

    @Test
    void showsAHostThatIsSetUp() {
        cloudhost.label("box", "console = \"[    1.0] Booting\\n\"");

        // Set but empty, it says nothing: https://no-color.org
        try (PseudoTerminal terminal = open("up box", Map.of("NO_COLOR", ""))) {
            assertThat(terminal.awaitEnd()).isZero();
            assertThat(terminal.seenInColour()).isEqualTo("""
                      clone    box-1 from tiny-base T
                      address  198.51.100.7 from a file T
                    {1;32}box is up after T{}
                    box-1 198.51.100.7
                    """);
        }
    }

    @Test
    void showsWhatASetupWaitsForAndUndoesItOnControlC() {
        HostFolder place = cloudhost.label("box", "setup = hang", "console = \"[    1.0] Booting\\n\"");

        try (PseudoTerminal terminal = open("up box", Map.of())) {
            terminal.awaitSeen("address  waiting for its address").awaitSeen("  [    1.0] Booting");
            assertThat(terminal.seenInColour()).matches("""
                      clone    box-1 from tiny-base T
                    \\{36}[-/|\\\\]\\{} address  waiting for its address T
                      \\{2}\\[    1.0] Booting\\{}
                    """);

            terminal.type(CONTROL_C);

            assertThat(terminal.awaitEnd()).isEqualTo(130);
            assertThat(terminal.seen()).isEqualTo("""
                      clone    box-1 from tiny-base T
                      address  failed T
                    box: the setup is undone after T
                    """);
            assertThat(place.names()).isEmpty();
        }
    }

    @Test
    void showsASetupThatFailsWithoutColoursWhereNobodyWantsThem() {
        cloudhost.label("box", "setup = fail");

        try (PseudoTerminal terminal = open("up box", Map.of("NO_COLOR", "1"))) {
            assertThat(terminal.awaitEnd()).isEqualTo(1);
            assertThat(terminal.seenInColour()).isEqualTo("""
                      clone    box-1 from tiny-base T
                      address  failed T
                    box: the setup is undone after T
                    cloudhost: box: setup failed in phase 'address': no address after 30 s
                    """);
        }
    }

    @Test
    void removesTheHostOnControlCWhileItsCommandRuns() {
        HostFolder place = cloudhost.label("box");

        try (PseudoTerminal terminal = open("run box -- sh -c 'echo ready; exec sleep 600'", Map.of())) {
            terminal.awaitSeen("ready").type(CONTROL_C);

            assertThat(terminal.awaitEnd()).isEqualTo(130);
            assertThat(terminal.seen()).isEqualTo("""
                      clone    box-1 from tiny-base T
                      address  198.51.100.7 from a file T
                    box is up after T
                    ready
                    ^C
                    box is gone after T
                    """);
            assertThat(place.names()).isEmpty();
        }
    }

    @Test
    void drawsNothingAgainOnADumbTerminal() {
        cloudhost.label("box");

        try (PseudoTerminal terminal = open("up box", Map.of("TERM", "dumb"))) {
            assertThat(terminal.awaitEnd()).isZero();
            assertThat(terminal.written()).doesNotContain("\u001B");
            assertThat(terminal.seen()).endsWith("box is up after T\nbox-1 198.51.100.7\n");
        }
    }

    @Test
    void coloursNothingOnADumbTerminal() {
        cloudhost.label("box");

        try (PseudoTerminal terminal = open("plan box", Map.of("TERM", "dumb"))) {
            assertThat(terminal.awaitEnd()).isZero();
            assertThat(terminal.written()).doesNotContain("\u001B");
        }
    }

    private PseudoTerminal open(String line, Map<String, String> environment) {
        return new PseudoTerminal("exec " + launcher + " --config " + cloudhost.configFile() + " " + line, environment);
    }
}
