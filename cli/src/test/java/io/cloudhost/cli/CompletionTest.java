package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.cli.CommandLineFixture.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion, as a real bash does it. */
class CompletionTest {

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;
    Path script;

    @BeforeEach
    void writeTheScript() throws IOException {
        cloudhost = new CommandLineFixture(folder);
        script = Files.writeString(
                folder.resolve("completion"),
                cloudhost.execute("completion", "bash").out());
    }

    @Test
    void completesCommands() throws Exception {
        assertThat(complete("")).contains("up", "down", "run", "list", "plan", "gc", "completion");
        assertThat(complete("", "p")).containsExactly("plan");
        assertThat(complete("--verbose", "l")).containsExactly("list");
    }

    @Test
    void completesTheOptionsOfACommand() throws Exception {
        assertThat(complete("up", "--"))
                .containsExactlyInAnyOrder("--follow", "--json", "--config", "--plugins", "--verbose", "--help");
        assertThat(complete("gc", "--d")).containsExactly("--dry-run");
    }

    @Test
    void leavesFilesToTheShell() throws Exception {
        assertThat(complete("up", "--config", "")).isEmpty();
        assertThat(complete("up", "--config", "=", "some")).isEmpty();
        assertThat(complete("plan", "--domain-xml", "")).isEmpty();
    }

    @Test
    void completesTheLabelsOfTheConfigurationThatIsNamed() throws Exception {
        cloudhost.label("box");
        cloudhost.label("bigger_box");
        cloudhost.label("other");
        TestLauncher.in(folder);
        String config = cloudhost.configFile().toString();

        assertThat(complete("--config", config, "up", "")).containsExactlyInAnyOrder("box", "bigger_box", "other");
        assertThat(complete("down", "--config", "=", config, "b")).containsExactlyInAnyOrder("box", "bigger_box");
        assertThat(complete("down", "--config=" + config, "b")).containsExactlyInAnyOrder("box", "bigger_box");
        assertThat(complete("--config", config, "list", "")).isEmpty();
    }

    @Test
    void writesLabelsSoThatTheyStayOneWordAndRunsNothingThatStandsInThem() throws Exception {
        Path harm = folder.resolve("harm");
        cloudhost.configure("\"two words\" { hostname = a }");
        cloudhost.configure("\"$(echo>" + harm + ")\" { hostname = b }");
        TestLauncher.in(folder);
        String config = cloudhost.configFile().toString();

        assertThat(complete("--config", config, "up", ""))
                .containsExactlyInAnyOrder("two\\ words", "\\$\\(echo\\>" + harm + "\\)");
        assertThat(complete("--config", config, "up", "two\\ w")).containsExactly("two\\ words");
        assertThat(harm).doesNotExist();
    }

    @Test
    void completesTheCommandThatRunsWithAHost() throws Exception {
        assertThat(complete("run", "box", "")).containsExactly("--");
        assertThat(complete("run", "box", "--", "mkfi")).contains("mkfifo");
        assertThat(complete("run", "box", "--", "cat", "--")).isEmpty();
    }

    @Test
    void completesWhatIsTypedOnATerminal() throws IOException {
        cloudhost.label("some_box");
        TestLauncher.in(folder);
        Path plainTyping =
                Files.writeString(folder.resolve("inputrc"), "set enable-bracketed-paste off\nset bell-style none\n");
        Map<String, String> environment =
                Map.of("PS1", "> ", "PATH", folder + ":" + System.getenv("PATH"), "INPUTRC", plainTyping.toString());

        try (PseudoTerminal terminal = new PseudoTerminal("exec bash --norc --noprofile -i", environment)) {
            terminal.awaitSeen(">")
                    .type("cd " + folder + "; source completion\n")
                    .type("cloudhost --config test.conf p\tso\t")
                    .awaitSeen("cloudhost --config test.conf plan some_box");
        }
    }

    @Test
    void isWrittenForKnownShellsOnly() {
        assertThat(cloudhost.execute("completion", "zsh").out())
                .isEqualTo(cloudhost.execute("completion", "bash").out());
        assertThat(cloudhost.execute("completion", "fish")).isEqualTo(new Result(2, "", """
                cloudhost: there is no script for 'fish'. There are: bash, zsh
                Try 'cloudhost completion --help'.
                """));
    }

    /** Returns what bash offers for the last of the words. */
    private List<String> complete(String... words) throws IOException, InterruptedException {
        String line = Arrays.stream(words).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String commands = "source '" + script + "'; COMP_WORDS=('" + folder.resolve("cloudhost") + "' " + line
                + "); COMP_CWORD=" + words.length + "; _cloudhost; printf '%s\\n' \"${COMPREPLY[@]}\"";
        ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "--noprofile", "-c", commands);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process bash = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        return output.lines().filter(offer -> !offer.isEmpty()).toList();
    }
}
