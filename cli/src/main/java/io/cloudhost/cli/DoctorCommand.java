package io.cloudhost.cli;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.api.Finding;
import io.cloudhost.api.Finding.Verdict;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks for what would keep a setup from working. */
@Command(
        name = "doctor",
        customSynopsis = "cloudhost doctor [OPTIONS] [LABEL]",
        description = {
            "Tell whether a setup would work, and what to do where not.",
            "",
            "Looks at all that a setup needs, from Java to the leases: one line for each thing, and below it what to do. What is"
                    + " doubtful is not in the way of a setup. Creates and changes nothing."
        },
        exitCodeList = {"0:nothing is bad", "1:something is bad", "2:wrong usage or configuration"},
        footer = {
            "",
            "Examples:",
            "  cloudhost doctor nat_host",
            "  cloudhost doctor --json",
            "",
            "See also: cloudhost plan, for each element of a base"
        })
final class DoctorCommand implements Callable<Integer> {

    private final CommonOptions options;
    private final Terminal terminal;

    @Parameters(
            paramLabel = "LABEL",
            arity = "0..1",
            description = "The host's label in the configuration; without it, all hosts that are configured.",
            completionCandidates = Labels.class)
    private @Nullable String label;

    @Option(names = "--json", description = "Print an array with an object for each finding.")
    private boolean json;

    DoctorCommand(CommonOptions options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DoctorReport report = new DoctorReport(terminal);
        List<Finding> findings = examine(json ? finding -> {} : report::print);
        if (json) {
            terminal.out().println(DoctorReport.json(findings));
        } else {
            report.printSummary(findings);
        }
        return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.BAD)
                ? ExitStatus.FAILED
                : ExitStatus.DONE;
    }

    private List<Finding> examine(Consumer<Finding> listener) {
        CloudHosts hosts = options.cloudHosts().build();
        return label == null ? hosts.examine(listener) : hosts.examine(label, listener);
    }
}
