package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionStrategy;

class ClosingStrategyTest {

    private final List<String> events = new ArrayList<>();

    @Test
    void closesWhenTheCommandHasEnded() {
        assertThat(execute(parsed -> work(3), false)).isEqualTo(3);
        assertThat(events).containsExactly("work", "close");
    }

    @Test
    void closesWhenTheCommandHasFailed() {
        IExecutionStrategy failing = parsed -> {
            work(0);
            throw new IllegalStateException("broken on purpose");
        };

        assertThat(execute(failing, false)).isEqualTo(1);
        assertThat(events).containsExactly("work", "close");
    }

    @Test
    void leavesThatToTheProcessWhereItEndsInTheMiddleOfTheCommand() {
        assertThat(execute(parsed -> work(0), true)).isZero();
        assertThat(events).containsExactly("work");
    }

    private int work(int status) {
        events.add("work");
        return status;
    }

    private int execute(IExecutionStrategy next, boolean ending) {
        return new CommandLine(new Nothing())
                .setExecutionStrategy(new ClosingStrategy(next, () -> events.add("close"), () -> ending))
                .setExecutionExceptionHandler((failure, command, parsed) -> 1)
                .execute();
    }

    @Command
    private static final class Nothing {}
}
