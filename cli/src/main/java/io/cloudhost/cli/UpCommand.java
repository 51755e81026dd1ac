package io.cloudhost.cli;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets a host up and leaves it running. */
@Command(
        name = "up",
        description = {
            "Set a host up, leave it running, and print its name and its address.",
            "'cloudhost down' removes it. A setup that fails or is interrupted leaves nothing behind."
        })
final class UpCommand implements Callable<Integer> {

    private final CommonOptions options;
    private final Terminal terminal;
    private final PhaseProgress progress;
    private final FailureReporter failures;
    private final ShutdownGuard shutdown;

    @Parameters(paramLabel = "LABEL", description = "The host's label in the configuration.")
    private String label = "";

    @Option(names = "--json", description = "Print an object with label, name and hostName.")
    private boolean json;

    UpCommand(
            CommonOptions options,
            Terminal terminal,
            PhaseProgress progress,
            FailureReporter failures,
            ShutdownGuard shutdown) {
        this.options = options;
        this.terminal = terminal;
        this.progress = progress;
        this.failures = failures;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        CloudHosts hosts = options.cloudHosts()
                .lifetime(Lifetime.DETACHED)
                .listener(progress)
                .build();
        CloudHost host = hosts.get(label);
        return shutdown.run(() -> setUp(host, hosts), host::teardown);
    }

    private int setUp(CloudHost host, CloudHosts hosts) {
        host.setup();
        String name = nameIn(hosts);
        String hostName = host.getHostName();
        Map<String, String> result = Map.of("label", label, "name", name, "hostName", hostName);
        terminal.out().println(json ? Json.write(result) : name + " " + hostName);
        return ExitStatus.DONE;
    }

    /** Returns the name of the only host of this session, or the label, which 'down' takes as well. */
    private String nameIn(CloudHosts hosts) {
        try {
            return hosts.findInventory(label)
                    .flatMap(inventory -> find(inventory, hosts.owner()))
                    .orElse(label);
        } catch (CloudHostException e) {
            // The host is up, and its address is what the caller waits for.
            failures.report(e);
            return label;
        }
    }

    private Optional<String> find(HostInventory inventory, Owner owner) {
        try (inventory) {
            return inventory.list().stream()
                    .filter(host -> host.label().equals(label))
                    .filter(host -> host.owner().session().equals(owner.session()))
                    .map(HostRecord::name)
                    .findFirst();
        }
    }
}
