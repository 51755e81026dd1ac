package io.cloudhost.cli;

import java.util.function.BooleanSupplier;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/** Runs the command, then closes what its options have opened. */
final class ClosingStrategy implements IExecutionStrategy {

    private final IExecutionStrategy next;
    private final Runnable close;
    private final BooleanSupplier ending;

    /**
     * Creates it.
     *
     * @param next runs the command
     * @param close closes
     * @param ending tells whether the process is asked to end in the middle of the command
     */
    ClosingStrategy(IExecutionStrategy next, Runnable close, BooleanSupplier ending) {
        this.next = next;
        this.close = close;
        this.ending = ending;
    }

    @Override
    public int execute(ParseResult parsed) {
        try {
            return next.execute(parsed);
        } finally {
            // What ends a host now, on a thread of its own, may need more of a plugin's classes; the process closes
            // them.
            if (!ending.getAsBoolean()) {
                close.run();
            }
        }
    }
}
