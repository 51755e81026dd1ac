package io.cloudhost.cli;

import picocli.CommandLine.IParameterExceptionHandler;
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
        // Some of picocli's messages, but not all, begin like this.
        failures.report(String.valueOf(wrong.getMessage()).replaceFirst("^Error: ", ""));
        UnmatchedArgumentException.printSuggestions(
                wrong, wrong.getCommandLine().getErr());
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        wrong.getCommandLine().getErr().println("Try '" + command + " --help'.");
        return ExitStatus.WRONG_USAGE;
    }
}
