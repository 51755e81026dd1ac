package io.cloudhost.cli;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import java.io.PrintWriter;

/** Tells people what went wrong. A stack trace is for those who ask for it. */
final class FailureReporter {

    private final PrintWriter err;
    private final CommonOptions options;

    FailureReporter(PrintWriter err, CommonOptions options) {
        this.err = err;
        this.options = options;
    }

    void report(String message) {
        err.println("cloudhost: " + message);
    }

    /** Reports a failure, and on a line each those that came on top of it. */
    void report(Throwable failure) {
        String message = messageOf(failure);
        report(message);
        for (Throwable suppressed : failure.getSuppressed()) {
            String further = messageOf(suppressed);
            // The message of an incomplete teardown names all of its failures already.
            if (!message.contains(further)) {
                report("  also: " + further);
            }
        }
        if (options.isVerbose()) {
            failure.printStackTrace(err);
        }
    }

    static int statusFor(Throwable failure) {
        boolean wrongUsage = failure instanceof ConfigurationException || failure instanceof UnusablePluginsException;
        return wrongUsage ? ExitStatus.WRONG_USAGE : ExitStatus.FAILED;
    }

    private static String messageOf(Throwable failure) {
        return failure instanceof CloudHostException
                ? String.valueOf(failure.getMessage())
                : "unexpected failure, " + CommonOptions.VERBOSE + " shows where: " + failure;
    }
}
