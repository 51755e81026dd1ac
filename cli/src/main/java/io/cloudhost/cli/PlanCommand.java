package io.cloudhost.cli;

import io.cloudhost.core.spi.HostPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what a host would be, without making it. */
@Command(
        name = "plan",
        customSynopsis = "cloudhost plan [OPTIONS] (LABEL | --domain-xml=FILE)",
        description = {
            "Tell what a clone would be, without making it.",
            "",
            "Each element of the base is kept, rewritten, shared, or refused, with the reason, and with the remedy where it is refused."
        },
        exitCodeList = {
            "0:a clone can be made",
            "1:the hypervisor could not be asked",
            "2:wrong usage or configuration",
            "3:an element of the base is refused"
        },
        footer = {
            "",
            "Examples:",
            "  cloudhost plan nat_host",
            "  virsh dumpxml --inactive web | cloudhost plan --domain-xml -",
            "",
            "See also: cloudhost up"
        })
final class PlanCommand implements Callable<Integer> {

    private static final Path STANDARD_INPUT = Path.of("-");

    private final CommonOptions options;
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Base base = new Base();

    @ArgGroup
    private Form form = new Form();

    /** What to plan a clone of: exactly one of the two. */
    private static final class Base {

        @Parameters(
                paramLabel = "LABEL",
                description = "The host's label in the configuration.",
                completionCandidates = Labels.class)
        private String label = "";

        @Option(
                names = "--domain-xml",
                paramLabel = "FILE",
                description = "The base's domain XML; - is the standard input. No hypervisor is contacted.")
        private @Nullable Path domainXml;
    }

    /** How to print the plan, where not for people: one at most. */
    private static final class Form {

        @Option(names = "--print-xml", description = "Print only the XML that the clone would have.")
        private boolean xml;

        @Option(names = "--json", description = "Print an object with all decisions and the XML.")
        private boolean json;
    }

    PlanCommand(CommonOptions options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        HostPlan plan = plan();
        PlanReport report = new PlanReport(plan, terminal);
        if (form.xml) {
            if (!plan.isRefused()) {
                // What is refused must not be taken for a clone, also by a pipe that loses the exit status.
                terminal.out().println(plan.description().stripTrailing());
            }
            report.refusals().forEach(terminal.err()::println);
        } else if (form.json) {
            terminal.out().println(report.json());
        } else {
            report.text().forEach(terminal.out()::println);
        }
        return plan.isRefused() ? ExitStatus.REFUSED : ExitStatus.DONE;
    }

    private HostPlan plan() throws IOException {
        Path file = base.domainXml;
        if (file == null) {
            return options.cloudHosts().build().plan(base.label);
        }
        if (file.equals(STANDARD_INPUT)) {
            return options.cloudHosts().build().plan("stdin", terminal.in().readAllBytes());
        }
        if (!Files.isReadable(file)) {
            throw new ParameterException(spec.commandLine(), "there is no file " + file + " that can be read");
        }
        return options.cloudHosts().build().plan(file);
    }
}
