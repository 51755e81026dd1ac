package io.cloudhost.api.internal;

import io.cloudhost.core.Console;
import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Searches what the machine wrote to its console, each time that there is more. */
final class LogCheck implements ReadinessCheck {

    /** Lines that are not the machine's: see {@link Console#text()}. */
    private static final Pattern REMARK = Pattern.compile("(?m)^\\[cloudhost: .*]$\\R?");

    private final Pattern regex;
    private long searched;

    LogCheck(Pattern regex) {
        this.regex = regex;
    }

    @Override
    public String description() {
        return "log \"" + Excerpt.of(regex.pattern()) + "\"";
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
        Optional<String> problem = console.problem();
        long received = console.received();
        if (received > searched) {
            Optional<Readiness> found = search(console.text());
            if (found.isPresent()) {
                return found.get();
            }
            searched = received;
        }
        String seen = received == 0
                ? "nothing was written to the console"
                : "not in the " + received + " bytes of the console";
        return problem.map(why -> Readiness.never(seen + ", and nothing more comes: " + why))
                .orElseGet(() -> Readiness.notYet(seen));
    }

    private Optional<Readiness> search(String text) throws InterruptedException {
        String machines = REMARK.matcher(text).replaceAll("");
        try {
            return regex.matcher(new InterruptibleText(machines)).find()
                    ? Optional.of(Readiness.ready("found"))
                    : Optional.empty();
        } catch (StackOverflowError e) {
            // How java.util.regex fails where an alternation is repeated for each character.
            return Optional.of(Readiness.never("the regular expression needs too much stack for the "
                    + machines.length() + " characters of the console. Write (?s). for any character, not (.|\\n)"));
        } catch (InterruptibleText.Interrupted e) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }
}
