package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

    /** A command line among others: up to a pipe, the next command, a parenthesis, or an explanation. */
    private static final Pattern COMMAND_LINE = Pattern.compile("cloudhost((?: (?:'[^']*'|[^ '|&)]+))+)");

    private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");

    @TempDir
    Path folder;

    static Stream<String> commands() {
        return CommandLineFixture.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void teaches(String command) {
        assertThat(help(command))
                .startsWith("Usage: cloudhost " + command + " ")
                .contains(
                        "\nOptions of all commands:\n",
                        "--config=FILE",
                        "--verbose",
                        "\nExit status:\n",
                        "\nExamples:\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void fitsATerminal(String command) {
        assertThat(help(command).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void givesExamplesThatWork(String command) {
        String examples = help(command).split("\nExamples:\n", 2)[1].split("\n\n", 2)[0];

        assertThat(COMMAND_LINE.matcher(examples).results())
                .isNotEmpty()
                .allSatisfy(example -> assertThatCode(
                                () -> CommandLineFixture.commandLine().parseArgs(words(example)))
                        .as(example.group())
                        .doesNotThrowAnyException());
    }

    @Test
    void listsTheCommands() {
        assertThat(new CommandLineFixture(folder).execute("--help").out()).isEqualTo("""
                Usage: cloudhost [OPTIONS] COMMAND

                Disposable, real virtual machines for tests.

                Options:
                      --config=FILE   Read the configuration from FILE.
                  -h, --help          Explain the command.
                      --plugins=DIR   Use the plugins whose jars are in DIR, too. Without it,
                                        those in $CLOUDHOST_PLUGINS.
                  -V, --version       Print the version.
                      --verbose       Show log messages, and the stack trace of a failure.

                Commands:
                  up          Set a host up, and leave it running.
                  down        Remove hosts that 'cloudhost up' has left.
                  run         Set a host up, run a command, and remove the host.
                  list        List the hosts at all configured places, whoever made them.
                  plan        Tell what a clone would be, without making it.
                  doctor      Tell whether a setup would work, and what to do where not.
                  gc          Remove the hosts that nobody wants any more.
                  completion  Print a script by which a shell completes commands.

                Exit status:
                  0   done
                  1   failed
                  2   wrong usage or configuration
                  3   'plan' refuses an element of the base
                  *   'run' ends with the status of its command

                Examples:
                  cloudhost run nat_host -- sh -c 'ssh root@$CLOUDHOST_HOSTNAME uname -a'
                  cloudhost up nat_host && cloudhost list && cloudhost down nat_host

                Hosts are configured in ~/.cloudhost/cloudhost.conf, or cloudhost.conf in the
                working directory. 'cloudhost COMMAND --help' explains a command.
                """);
    }

    @Test
    void tellsWhatRunDoes() {
        assertThat(help("run")).isEqualTo("""
                Usage: cloudhost run [OPTIONS] LABEL -- CMD...

                Set a host up, run a command, and remove the host.

                The command runs on this machine. It finds the host's address in
                CLOUDHOST_HOSTNAME, and its label in CLOUDHOST_LABEL.

                Ctrl-C ends the command, or the setup, and removes the host; that takes a
                minute at most. Another Ctrl-C changes nothing.

                      LABEL           The host's label in the configuration.
                      CMD...          The command and its arguments.

                Options of all commands:
                      --config=FILE   Read the configuration from FILE.
                  -h, --help          Explain the command.
                      --plugins=DIR   Use the plugins whose jars are in DIR, too. Without it,
                                        those in $CLOUDHOST_PLUGINS.
                      --verbose       Show log messages, and the stack trace of a failure.

                Exit status:
                  *     that of the command, 128 and the signal's number where one ended it
                  1     the setup failed, or the host could not be removed
                  2     wrong usage or configuration
                  130   Ctrl-C ended it

                Examples:
                  cloudhost run nat_host -- sh -c 'ssh root@$CLOUDHOST_HOSTNAME uname -a'
                  cloudhost run nat_host -- mvn verify

                See also: cloudhost up, for a host that stays
                """);
    }

    private String help(String command) {
        return new CommandLineFixture(folder).execute(command, "--help").out();
    }

    private static String[] words(MatchResult commandLine) {
        return WORD.matcher(commandLine.group(1))
                .results()
                .map(MatchResult::group)
                .toArray(String[]::new);
    }
}
