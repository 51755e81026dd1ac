package io.cloudhost.cli;

import io.cloudhost.core.settings.Similarity;
import java.util.Set;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a wrong command line with what is wrong and where the right ones are explained. */
final class UsageErrorHandler implements IParameterExceptionHandler {

    private final FailureReporter failures;

    UsageErrorHandler(FailureReporter failures) {
        this.failures = failures;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        failures.report(
                wrong instanceof UnmatchedArgumentException unmatched ? explain(unmatched, command) : messageOf(wrong));
        wrong.getCommandLine().getErr().println("Try '" + command.qualifiedName() + " --help'.");
        return ExitStatus.WRONG_USAGE;
    }

    private static String explain(UnmatchedArgumentException unmatched, CommandSpec command) {
        String typed = unmatched.getUnmatched().get(0);
        if (typed.startsWith("-")) {
            return "there is no option '" + typed + "'"
                    + guess(typed, command.optionsMap().keySet());
        }
        Set<String> commands = command.subcommands().keySet();
        return commands.isEmpty()
                ? "'" + typed + "' is one word too many"
                : "there is no command '" + typed + "'" + guess(typed, commands);
    }

    private static String guess(String typed, Set<String> known) {
        return Similarity.closest(typed, known)
                .map(close -> ". Did you mean '" + close + "'?")
                .orElse("");
    }

    private static String messageOf(ParameterException wrong) {
        // Some of picocli's messages, but not all, begin like this.
        return String.valueOf(wrong.getMessage()).replaceFirst("^Error: ", "");
    }
}
