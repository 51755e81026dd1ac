package io.cloudhost.cli;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.Lifetime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a host to one command. */
@Command(
        name = "run",
        description = {
            "Set a host up, run a command, and remove the host.",
            "",
            "The command runs on this machine. It finds the host's address in CLOUDHOST_HOSTNAME, and its label in"
                    + " CLOUDHOST_LABEL.",
            "",
            "Ctrl-C ends the command, or the setup, and removes the host; that takes a minute at most. Another Ctrl-C"
                    + " changes nothing."
        },
        customSynopsis = "cloudhost run [OPTIONS] LABEL -- CMD...",
        exitCodeList = {
            "*:that of the command, 128 and the signal's number where one ended it",
            "1:the setup failed, or the host could not be removed",
            "2:wrong usage or configuration",
            "130:Ctrl-C ended it"
        },
        footer = {
            "",
            "Examples:",
            "  cloudhost run nat_host -- sh -c 'ssh root@$CLOUDHOST_HOSTNAME uname -a'",
            "  cloudhost run nat_host -- mvn verify",
            "",
            "See also: cloudhost up, for a host that stays"
        })
final class RunCommand implements Callable<Integer> {

    private final CommonOptions options;
    private final PhaseProgress progress;
    private final FailureReporter failures;
    private final ShutdownGuard shutdown;

    @Parameters(
            index = "0",
            paramLabel = "LABEL",
            description = "The host's label in the configuration.",
            completionCandidates = Labels.class)
    private String label = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD", description = "The command and its arguments.")
    private List<String> command = List.of();

    RunCommand(CommonOptions options, PhaseProgress progress, FailureReporter failures, ShutdownGuard shutdown) {
        this.options = options;
        this.progress = progress;
        this.failures = failures;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        CloudHost host = options.cloudHosts()
                .lifetime(Lifetime.SESSION)
                .listener(progress)
                .build()
                .get(label);
        ChildProcess child = new ChildProcess(command);
        return shutdown.run(() -> use(host, child), () -> {
            child.end();
            host.teardown();
        });
    }

    private int use(CloudHost host, ChildProcess child) {
        int status = ExitStatus.DONE;
        try (host) {
            progress.setUpQuotingConsole(host, label);
            status = child.run(Map.of("CLOUDHOST_HOSTNAME", host.getHostName(), "CLOUDHOST_LABEL", label));
        } catch (RuntimeException e) {
            if (status == ExitStatus.DONE) {
                throw e;
            }
            // Both the command and the teardown failed: the caller waits for the command's own status.
            failures.report(e);
        }
        return status;
    }
}
