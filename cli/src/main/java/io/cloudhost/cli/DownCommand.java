package io.cloudhost.cli;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.settings.Similarity;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes what {@code up} has left. */
@Command(
        name = "down",
        customSynopsis = "cloudhost down [OPTIONS] (LABEL|NAME | --all)",
        description = {
            "Remove hosts that 'cloudhost up' has left.",
            "",
            "A label means all hosts of that label that you have left on this machine; the name of a host means that one,"
                    + " whoever made it. A removal that is cut short is gone on with by 'down' or 'gc'."
        },
        exitCodeList = {
            "0:all of them are gone",
            "1:there is no such host, one could not be removed, or a place could not be reached",
            "2:wrong usage or configuration"
        },
        footer = {
            "",
            "Examples:",
            "  cloudhost down nat_host             what 'cloudhost up nat_host' has left",
            "  cloudhost down nat_host-3f9a1c2e    one host, as 'cloudhost list' shows it",
            "  cloudhost down --all                all that you have left",
            "",
            "See also: cloudhost list, cloudhost gc"
        })
final class DownCommand implements Callable<Integer> {

    private final CommonOptions options;
    private final Terminal terminal;
    private final Activity activity;
    private final FailureReporter failures;
    private final ShutdownGuard shutdown;

    @Option(names = "--json", description = "Print an array with an object for each host that was to be removed.")
    private boolean json;

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    /** What to remove: exactly one of the two. */
    private static final class Target {

        @Parameters(
                paramLabel = "LABEL|NAME",
                description = "A label of the configuration, or the name of a host.",
                completionCandidates = Labels.class)
        private @Nullable String host;

        @Option(names = "--all", description = "All that you have left on this machine, at all configured places.")
        private boolean all;
    }

    DownCommand(
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
        // What is cut short here, another 'down' or a 'gc' goes on with.
        return shutdown.run(this::remove);
    }

    private int remove() {
        CloudHosts hosts = options.cloudHosts().build();
        Owner owner = hosts.owner();
        String host = target.host;
        if (target.all || host == null) {
            return remove(
                    hosts.inventories(),
                    candidate -> isLeftBy(owner, candidate),
                    "no host that " + PlacedHost.nameOf(owner) + " has left with 'up'.");
        }
        if (hosts.labels().contains(host)) {
            return remove(
                    List.of(hosts.inventory(host)),
                    candidate -> isLeftBy(owner, candidate) && candidate.label().equals(host),
                    "no host of label '" + host + "' that " + PlacedHost.nameOf(owner) + " has left with 'up'.");
        }
        return remove(
                hosts.inventories(),
                candidate -> candidate.name().equals(host),
                "no host of name '" + host + "', and no such label (labels: " + String.join(", ", hosts.labels())
                        + ")."
                        + Similarity.closest(host, hosts.labels())
                                .map(close -> " Did you mean '" + close + "'?")
                                .orElse(""));
    }

    /** Places are shared: what other people, or other machines of the same person, have left is still in use there. */
    private static boolean isLeftBy(Owner owner, HostRecord host) {
        return host.lifetime() == Lifetime.DETACHED
                && host.owner().user().equals(owner.user())
                && host.owner().machine().equals(owner.machine());
    }

    private int remove(List<HostInventory> inventories, Predicate<HostRecord> wanted, String nothing) {
        try (Places places = new Places(inventories, failures)) {
            List<PlacedHost> all = activity.during("looking for hosts", places::hosts);
            List<PlacedHost> found =
                    all.stream().filter(placed -> wanted.test(placed.host())).toList();
            List<RemovedHost> removed = found.stream().map(this::remove).toList();
            if (json) {
                terminal.out()
                        .println(Json.write(
                                removed.stream().map(RemovedHost::fields).toList()));
            }
            if (found.isEmpty()) {
                failures.report(nothing + " " + existing(all));
                return ExitStatus.FAILED;
            }
            return places.isComplete() && removed.stream().allMatch(RemovedHost::isGone)
                    ? ExitStatus.DONE
                    : ExitStatus.FAILED;
        }
    }

    private RemovedHost remove(PlacedHost placed) {
        String which = Printable.of(placed.host().name() + " at " + placed.place());
        RemovedHost removed = activity.during("removing " + which, () -> tryToRemove(placed));
        if (removed.isGone() && !json) {
            terminal.out().println("removed " + which);
        }
        return removed;
    }

    private RemovedHost tryToRemove(PlacedHost placed) {
        try {
            placed.remove();
            return new RemovedHost(placed, Optional.empty());
        } catch (CloudHostException e) {
            failures.report(e);
            return new RemovedHost(placed, Optional.of(e));
        }
    }

    private static String existing(List<PlacedHost> hosts) {
        if (hosts.isEmpty()) {
            return "Found no host at all";
        }
        return hosts.stream().map(DownCommand::show).collect(Collectors.joining(", ", "Found: ", ""));
    }

    private static String show(PlacedHost placed) {
        HostRecord host = placed.host();
        return Printable.of(
                host.name() + " (" + host.lifetime() + ", of " + placed.owner() + ", at " + placed.place() + ")");
    }

    /**
     * A host, and why it is still there.
     *
     * @param failure empty where it is gone
     */
    private record RemovedHost(PlacedHost placed, Optional<CloudHostException> failure) {

        boolean isGone() {
            return failure.isEmpty();
        }

        Map<String, Object> fields() {
            Map<String, Object> fields = new HashMap<>(ListCommand.fields(placed.place(), placed.host()));
            fields.put("outcome", isGone() ? "removed" : "failed");
            failure.ifPresent(reason -> fields.put("failure", String.valueOf(reason.getMessage())));
            return fields;
        }
    }
}
