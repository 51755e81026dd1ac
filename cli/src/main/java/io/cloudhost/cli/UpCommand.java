package io.cloudhost.cli;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.Console;
import io.cloudhost.core.Console.Following;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets a host up and leaves it running. */
@Command(
        name = "up",
        description = {
            "Set a host up, and leave it running.",
            "",
            "Prints the host's name and its address. A setup that fails, or that Ctrl-C interrupts, leaves nothing behind. Once the host is up, it stays until"
                    + " 'cloudhost down' removes it; with --follow, Ctrl-C then ends the command alone."
        },
        exitCodeList = {
            "0:the host is up",
            "1:the setup failed",
            "2:wrong usage or configuration",
            "130:Ctrl-C ended it"
        },
        footer = {
            "",
            "Examples:",
            "  cloudhost up nat_host",
            "  cloudhost up --follow nat_host    look at its console meanwhile",
            "  address=$(cloudhost up nat_host | cut -d ' ' -f 2)",
            "",
            "See also: cloudhost down, cloudhost run, cloudhost plan"
        })
final class UpCommand implements Callable<Integer> {

    private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    /** How long what a machine wrote may take to be shown when its setup has failed. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final CommonOptions options;
    private final Terminal terminal;
    private final Screen screen;
    private final PhaseProgress progress;
    private final FailureReporter failures;
    private final ShutdownGuard shutdown;

    @Parameters(
            paramLabel = "LABEL",
            description = "The host's label in the configuration.",
            completionCandidates = Labels.class)
    private String label = "";

    @Option(names = "--json", description = "Print an object with label, name and hostName.")
    private boolean json;

    @Option(
            names = "--follow",
            description =
                    "Show what the host writes to its serial console, on the standard error, until the host ends.")
    private boolean follow;

    UpCommand(
            CommonOptions options,
            Terminal terminal,
            Screen screen,
            PhaseProgress progress,
            FailureReporter failures,
            ShutdownGuard shutdown) {
        this.options = options;
        this.terminal = terminal;
        this.screen = screen;
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
        return follow ? setUpAndFollow(host, hosts) : guarded(host, hosts);
    }

    private int setUpAndFollow(CloudHost host, CloudHosts hosts) {
        Console console = host.capability(Console.class)
                .orElseThrow(() -> new CloudHostException(
                        label + ": its console cannot be followed, since it is not recorded. For a clone of a libvirt"
                                + " domain, see consoleRecording"));
        try (Following following = console.follow(screen::show)) {
            int status = ExitStatus.FAILED;
            try {
                status = guarded(host, hosts);
            } finally {
                if (status != ExitStatus.DONE) {
                    // A failed setup ends the console; its last words are often the reason.
                    awaitEnd(following, LAST_WORDS);
                }
            }
            return status == ExitStatus.DONE ? follow(following) : status;
        }
    }

    private int follow(Following following) {
        return shutdown.run(
                () -> {
                    awaitEnd(following, FOR_EVER);
                    if (!shutdown.isEnding()) {
                        terminal.err()
                                .println(label + ": its console has ended; 'cloudhost down " + label
                                        + "' removes the host");
                    }
                    return ExitStatus.DONE;
                },
                following::close);
    }

    /** From the moment that it is up, the host stays when the process is asked to end. */
    private int guarded(CloudHost host, CloudHosts hosts) {
        return shutdown.run(() -> setUp(host, hosts), host::teardown);
    }

    private static void awaitEnd(Following following, Duration limit) {
        try {
            following.end().toCompletableFuture().get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // Then without them.
        } catch (InterruptedException e) {
            // Nobody interrupts but who wants the process to end.
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a following never ends exceptionally", e);
        }
    }

    private int setUp(CloudHost host, CloudHosts hosts) {
        if (follow) {
            progress.setUp(host, label);
        } else {
            progress.setUpQuotingConsole(host, label);
        }
        String name = nameIn(hosts);
        String hostName = host.getHostName();
        Map<String, String> result = Map.of("label", label, "name", name, "hostName", hostName);
        if (follow) {
            screen.beginLine();
        }
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
