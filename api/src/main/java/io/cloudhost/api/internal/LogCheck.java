package io.cloudhost.api.internal;

import io.cloudhost.core.Console;
import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessRequest;
import java.util.Set;
import java.util.regex.Pattern;

/** Searches what the machine wrote to its console, each time that there is more. */
final class LogCheck implements ReadinessCheck {

    private final Pattern regex;
    private long searched = -1;

    LogCheck(Pattern regex) {
        this.regex = regex;
    }

    @Override
    public String description() {
        return "log \"" + regex + "\"";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CONSOLE);
    }

    @Override
    public Readiness look(ReadinessRequest request) throws InterruptedException {
        if (request.console().isEmpty()) {
            return Readiness.never("the machine's console is not recorded");
        }
        Console console = request.console().get();
        long received = console.received();
        if (received > searched
                && regex.matcher(new InterruptibleText(console.text())).find()) {
            return Readiness.ready("found");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        searched = received;
        return Readiness.notYet(
                received == 0
                        ? "nothing was written to the console"
                        : "not in the " + received + " bytes of the console");
    }
}
