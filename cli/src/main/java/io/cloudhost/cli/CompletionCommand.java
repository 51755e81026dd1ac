package io.cloudhost.cli;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Teaches a shell to complete command lines. */
@Command(
        name = "completion",
        customSynopsis = "cloudhost completion [OPTIONS] (SHELL | --labels)",
        description = {
            "Print a script by which a shell completes commands.",
            "",
            "It completes cloudhost's commands, options, files, and the labels of the configuration, which it asks for each time."
        },
        exitCodeList = {"0:done", "2:wrong usage or configuration"},
        footer = {
            "",
            "Examples:",
            "  source <(cloudhost completion bash)    in ~/.bashrc",
            "  source <(cloudhost completion zsh)     in ~/.zshrc"
        })
final class CompletionCommand implements Callable<Integer> {

    private final CommonOptions options;
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Wanted wanted = new Wanted();

    /** What to print: exactly one of the two. */
    private static final class Wanted {

        @Parameters(
                paramLabel = "SHELL",
                description = "The shell: ${COMPLETION-CANDIDATES}.",
                completionCandidates = Shells.class)
        private String shell = "";

        @Option(names = "--labels", description = "Print the labels of the configuration, as the script needs them.")
        private boolean labels;
    }

    /** The shells that read the script. */
    private static final class Shells implements Iterable<String> {

        private static final List<String> NAMES = List.of("bash", "zsh");

        @Override
        public Iterator<String> iterator() {
            return NAMES.iterator();
        }
    }

    CompletionCommand(CommonOptions options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (wanted.labels) {
            options.cloudHosts().build().labels().forEach(terminal.out()::println);
        } else if (!Shells.NAMES.contains(wanted.shell)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no script for '" + wanted.shell + "'. There are: " + String.join(", ", Shells.NAMES));
        } else {
            terminal.out().print(new CompletionScript(spec.root()).text());
            terminal.out().flush();
        }
        return ExitStatus.DONE;
    }
}
