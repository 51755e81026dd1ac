package io.cloudhost.api.internal;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessRequest;
import java.util.Set;

/** Runs a command in the machine. */
final class ShellCheck implements ReadinessCheck {

    private final String command;

    ShellCheck(String command) {
        this.command = command;
    }

    @Override
    public String description() {
        return "ssh \"" + Excerpt.of(command) + "\"";
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
        String words = Excerpt.of(outcome.errors().isBlank() ? outcome.output() : outcome.errors());
        return "exit status " + outcome.status() + (words.isEmpty() ? "" : ": " + words);
    }
}
