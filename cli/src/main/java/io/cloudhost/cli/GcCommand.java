package io.cloudhost.cli;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.api.SweepMode;
import io.cloudhost.api.SweepReport;
import io.cloudhost.api.SweptHost;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes what processes have left that ended without a teardown. */
@Command(
        name = "gc",
        description = {
            "Remove the hosts at all configured places that nobody wants any more: those of processes that have ended, or"
                    + " are not heard of any more, and those whose removal was begun.",
            "A host whose record has expired is watched first, to see whether its owner still renews it."
        })
final class GcCommand implements Callable<Integer> {

    private final CommonOptions options;
    private final Terminal terminal;
    private final FailureReporter failures;

    @Option(names = "--dry-run", description = "Only say what would be removed and what would be kept, and why.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print an array with an object for each host.")
    private boolean json;

    GcCommand(CommonOptions options, Terminal terminal, FailureReporter failures) {
        this.options = options;
        this.terminal = terminal;
        this.failures = failures;
    }

    @Override
    public Integer call() {
        CloudHosts hosts = options.cloudHosts().build();
        SweepReport report = hosts.sweep(dryRun ? SweepMode.DRY_RUN : SweepMode.REMOVE, this::sayThatItWaits);
        if (json) {
            terminal.out()
                    .println(Json.write(
                            report.hosts().stream().map(GcCommand::fields).toList()));
        } else {
            report.hosts().stream().map(GcCommand::line).forEach(terminal.out()::println);
        }
        report.hosts().forEach(host -> host.failure().ifPresent(failures::report));
        report.unswept().forEach(place -> failures.report(place.failure()));
        if (report.hosts().isEmpty() && report.isComplete() && !json) {
            terminal.err().println("no hosts");
        }
        return report.isComplete() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private void sayThatItWaits(int hosts, Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        String whether = hosts == 1
                ? "1 host has expired, whose owner may still renew it"
                : hosts + " hosts have expired, whose owners may still renew them";
        terminal.err().println(whether + ": watching for " + seconds + " s");
        terminal.err().flush();
    }

    private static String line(SweptHost swept) {
        return outcome(swept) + " " + swept.host().name() + " at " + swept.place() + ": " + swept.reason();
    }

    private static String outcome(SweptHost swept) {
        return switch (swept.outcome()) {
            case KEPT -> "kept";
            case REMOVED -> "removed";
            case REMOVABLE -> "would remove";
            case FAILED -> "failed to remove";
        };
    }

    private static Map<String, Object> fields(SweptHost swept) {
        Map<String, Object> fields = new HashMap<>(ListCommand.fields(swept.place(), swept.host()));
        fields.put("outcome", swept.outcome().name().toLowerCase(Locale.ROOT));
        fields.put("reason", swept.reason());
        swept.failure().ifPresent(failure -> fields.put("failure", String.valueOf(failure.getMessage())));
        return fields;
    }
}
