package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.cli.CommandLineFixture.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudHostCommandTest {

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;

    @BeforeEach
    void createCommandLine() {
        cloudhost = new CommandLineFixture(folder);
    }

    @Test
    void tellsItsVersion() {
        assertThat(cloudhost.execute("--version").out()).matches("cloudhost \\d+\\.\\d+\\.\\d+.*\n");
    }

    @Test
    void explainsItsCommandsAndExitStatus() {
        Result help = cloudhost.execute("--help");

        assertThat(help.status()).isZero();
        assertThat(help.out())
                .contains("\n  up ", "\n  down ", "\n  run ", "\n  list ", "\n  plan ", "\n  gc ", "\n  3   'plan' ");
        assertThat(help.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "run", "list", "plan", "gc"})
    void explainsEachCommand(String command) {
        Result help = cloudhost.execute(command, "--help");

        assertThat(help.status()).isZero();
        assertThat(help.out()).startsWith("Usage: cloudhost " + command + " ").contains("--config=FILE", "--verbose");
    }

    @Test
    void needsACommand() {
        assertThat(cloudhost.execute()).isEqualTo(new Result(2, "", """
                        cloudhost: Missing required subcommand
                        Try 'cloudhost --help'.
                        """));
    }

    @Test
    void guessesWhatWasMeant() {
        assertThat(cloudhost.execute("lst")).isEqualTo(new Result(2, "", """
                        cloudhost: there is no command 'lst'. Did you mean 'list'?
                        Try 'cloudhost --help'.
                        """));
    }

    @Test
    void guessesWhichOptionWasMeant() {
        assertThat(cloudhost.execute("gc", "--dryrun")).isEqualTo(new Result(2, "", """
                        cloudhost: there is no option '--dryrun'. Did you mean '--dry-run'?
                        Try 'cloudhost gc --help'.
                        """));
    }

    @Test
    void guessesNothingWhereNothingIsClose() {
        assertThat(cloudhost.execute("terraform")).isEqualTo(new Result(2, "", """
                        cloudhost: there is no command 'terraform'
                        Try 'cloudhost --help'.
                        """));
        assertThat(cloudhost.execute("list", "box")).isEqualTo(new Result(2, "", """
                        cloudhost: 'box' is one word too many
                        Try 'cloudhost list --help'.
                        """));
    }

    @Test
    void takesTheCommonOptionsBeforeTheCommandToo() {
        cloudhost.label("box");

        Result result = cloudhost.execute("--config", cloudhost.configFile().toString(), "list");

        assertThat(result).isEqualTo(new Result(0, "", "no hosts\n"));
    }

    @Test
    void isWrongUsageWhereTheConfigurationIsMissing() {
        Result result = cloudhost.execute(
                "list", "--config", folder.resolve("none.conf").toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).startsWith("cloudhost: ").contains("none.conf");
    }
}
