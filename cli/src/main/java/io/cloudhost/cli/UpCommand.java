package io.cloudhost.cli;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.Lifetime;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets a host up and leaves it running. */
@Command(
        name = "up",
        description = {
            "Set a host up, leave it running, and print its address.",
            "'cloudhost down' removes it. A setup that fails or is interrupted leaves nothing behind."
        })
final class UpCommand implements Callable<Integer> {

    private final CommonOptions options;
    private final Terminal terminal;
    private final PhaseProgress progress;
    private final ShutdownGuard shutdown;

    @Parameters(paramLabel = "LABEL", description = "The host's label in the configuration.")
    private String label = "";

    @Option(names = "--json", description = "Print an object with label and hostName.")
    private boolean json;

    UpCommand(CommonOptions options, Terminal terminal, PhaseProgress progress, ShutdownGuard shutdown) {
        this.options = options;
        this.terminal = terminal;
        this.progress = progress;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        CloudHost host = options.cloudHosts()
                .lifetime(Lifetime.DETACHED)
                .listener(progress)
                .build()
                .get(label);
        return shutdown.run(() -> setUp(host), host::teardown);
    }

    private int setUp(CloudHost host) {
        host.setup();
        String hostName = host.getHostName();
        terminal.out().println(json ? Json.write(Map.of("label", label, "hostName", hostName)) : hostName);
        return ExitStatus.DONE;
    }
}
