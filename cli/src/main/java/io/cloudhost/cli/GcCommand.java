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
            "Remove the hosts that nobody wants any more.",
            "",
            "These are, at all configured places, the hosts of processes that have ended, or are not heard of any more, and those whose removal was"
                    + " begun. A host whose record has expired is watched first, to see whether its owner still renews it."
                    + " What 'up' has left stays."
        },
        exitCodeList = {
            "0:all places were swept",
            "1:a host could not be removed, or a place not be reached",
            "2:wrong usage or configuration"
        },
        footer = {
            "",
            "Examples:",
            "  cloudhost gc --dry-run    say what would be removed and what kept, and why",
            "  cloudhost gc",
            "",
            "See also: cloudhost list, cloudhost down"
        })
final class GcCommand implements Callable<Integer> {

    private final CommonOptions options;
    private final Terminal terminal;
    private final Activity activity;
    private final FailureReporter failures;
    private final ShutdownGuard shutdown;

    @Option(names = "--dry-run", description = "Only say what would be removed and what kept, and why.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print an array with an object for each host.")
    private boolean json;

    GcCommand(
            CommonOptions options,
            Terminal terminal,
            Activity activity,
            FailureReporter failures,
            ShutdownGuard shutdown) {
        this.options = options;
        this.terminal = terminal;
        this.activity = activity;
        this.failures = failures;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        // What is cut short here, the next sweep goes on with.
        return shutdown.run(this::sweep);
    }

    private int sweep() {
        SweepReport report = report();
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

    private SweepReport report() {
        CloudHosts hosts = options.cloudHosts().build();
        SweepMode mode = dryRun ? SweepMode.DRY_RUN : SweepMode.REMOVE;
        return activity.during("looking at all hosts", () -> hosts.sweep(mode, this::sayThatItWaits));
    }

    private void sayThatItWaits(int hosts, Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        String whether = hosts == 1
                ? "1 host has expired, whose owner may still renew it"
                : hosts + " hosts have expired, whose owners may still renew them";
        terminal.err().println(whether + ": watching for " + seconds + " s");
        activity.begin("watching");
    }

    private static String line(SweptHost swept) {
        return Printable.of(
                outcome(swept) + " " + swept.host().name() + " at " + swept.place() + ": " + swept.reason());
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
