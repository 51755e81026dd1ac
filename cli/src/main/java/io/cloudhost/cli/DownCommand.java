package io.cloudhost.cli;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes what {@code up} has left. */
@Command(name = "down", description = "Remove hosts that 'cloudhost up' has left.")
final class DownCommand implements Callable<Integer> {

    private final CommonOptions options;
    private final Terminal terminal;
    private final FailureReporter failures;

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    /** What to remove: exactly one of the two. */
    private static final class Target {

        @Parameters(
                paramLabel = "LABEL|NAME",
                description = "A label: all hosts of that label that you have left with 'up' on this machine. "
                        + "Or the name of one host, whoever made it, as 'cloudhost list' shows it.")
        private @Nullable String host;

        @Option(
                names = "--all",
                description = "All hosts that you have left with 'up' on this machine, at all configured places.")
        private boolean all;
    }

    DownCommand(CommonOptions options, Terminal terminal, FailureReporter failures) {
        this.options = options;
        this.terminal = terminal;
        this.failures = failures;
    }

    @Override
    public Integer call() {
        CloudHosts hosts = options.cloudHosts().build();
        Owner owner = hosts.owner();
        String host = target.host;
        if (target.all || host == null) {
            return remove(
                    hosts.inventories(),
                    candidate -> isLeftBy(owner, candidate),
                    "no host that " + PlacedHost.nameOf(owner) + " has left with 'up'");
        }
        if (hosts.labels().contains(host)) {
            return remove(
                    List.of(hosts.inventory(host)),
                    candidate -> isLeftBy(owner, candidate) && candidate.label().equals(host),
                    "no host of label '" + host + "' that " + PlacedHost.nameOf(owner) + " has left with 'up'");
        }
        return remove(
                hosts.inventories(),
                candidate -> candidate.name().equals(host),
                "no host of name '" + host + "', and no such label (labels: " + String.join(", ", hosts.labels())
                        + ")");
    }

    /** Places are shared: what other people, or other machines of the same person, have left is still in use there. */
    private static boolean isLeftBy(Owner owner, HostRecord host) {
        return host.lifetime() == Lifetime.DETACHED
                && host.owner().user().equals(owner.user())
                && host.owner().machine().equals(owner.machine());
    }

    private int remove(List<HostInventory> inventories, Predicate<HostRecord> wanted, String nothing) {
        try (Places places = new Places(inventories, failures)) {
            List<PlacedHost> all = places.hosts();
            List<PlacedHost> found =
                    all.stream().filter(placed -> wanted.test(placed.host())).toList();
            if (found.isEmpty()) {
                failures.report(nothing + ". " + existing(all));
                return ExitStatus.FAILED;
            }
            long removed = found.stream().filter(this::remove).count();
            return removed == found.size() && places.isComplete() ? ExitStatus.DONE : ExitStatus.FAILED;
        }
    }

    private boolean remove(PlacedHost placed) {
        try {
            placed.remove();
        } catch (CloudHostException e) {
            failures.report(e);
            return false;
        }
        terminal.out().println("removed " + placed.host().name() + " at " + placed.place());
        return true;
    }

    private static String existing(List<PlacedHost> hosts) {
        if (hosts.isEmpty()) {
            return "Found no host at all";
        }
        return hosts.stream().map(DownCommand::show).collect(Collectors.joining(", ", "Found: ", ""));
    }

    private static String show(PlacedHost placed) {
        HostRecord host = placed.host();
        return host.name() + " (" + host.lifetime() + ", of " + placed.owner() + ", at " + placed.place() + ")";
    }
}
