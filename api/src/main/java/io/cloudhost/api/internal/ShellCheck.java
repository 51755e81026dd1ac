package io.cloudhost.api.internal;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessRequest;
import java.util.Set;

/** Runs a command in the machine. */
final class ShellCheck implements ReadinessCheck {

    private static final int LONGEST_EXCERPT = 200;

    private final String command;

    ShellCheck(String command) {
        this.command = command;
    }

    @Override
    public String description() {
        return "ssh \"" + command + "\"";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SHELL);
    }

    @Override
    public Readiness look(ReadinessRequest request) throws InterruptedException {
        if (request.shell().isEmpty()) {
            return Readiness.never("there is no shell in the machine");
        }
        try {
            GuestShell.Outcome outcome = request.shell().get().run(command, request.remaining());
            return outcome.succeeded() ? Readiness.ready("exit status 0") : Readiness.notYet(describe(outcome));
        } catch (GuestShellException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            String why = String.valueOf(e.getMessage());
            return e.permanent() ? Readiness.never(why) : Readiness.notYet(why);
        }
    }

    private static String describe(GuestShell.Outcome outcome) {
        String words = outcome.errors().isBlank() ? outcome.output() : outcome.errors();
        String line = words.strip().replaceAll("\\p{Cntrl}+", " ");
        String excerpt = line.length() > LONGEST_EXCERPT ? line.substring(0, LONGEST_EXCERPT) + "..." : line;
        return "exit status " + outcome.status() + (excerpt.isEmpty() ? "" : ": " + excerpt);
    }
}
