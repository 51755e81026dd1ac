package io.cloudhost.cli;

import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the hosts that there are, whoever made them. */
@Command(
        name = "list",
        description = {
            "List the hosts at all configured places, whoever made them.",
            "",
            "A place is a hypervisor that a label of the configuration names. LIFETIME is 'session' for a host that ends"
                    + " with the process that made it, 'detached' for one that 'up' has left, and 'ending' where its"
                    + " removal was begun."
        },
        exitCodeList = {"0:all places have answered", "1:a place could not be reached", "2:wrong usage or configuration"
        },
        footer = {
            "",
            "Examples:",
            "  cloudhost list",
            "  cloudhost list --json | jq -r '.[].name'",
            "",
            "See also: cloudhost down, cloudhost gc"
        })
final class ListCommand implements Callable<Integer> {

    private final CommonOptions options;
    private final Terminal terminal;
    private final Activity activity;
    private final FailureReporter failures;
    private final ShutdownGuard shutdown;
    private final Clock clock;

    @Option(names = "--json", description = "Print an array with an object for each host.")
    private boolean json;

    ListCommand(
            CommonOptions options,
            Terminal terminal,
            Activity activity,
            FailureReporter failures,
            ShutdownGuard shutdown,
            Clock clock) {
        this.options = options;
        this.terminal = terminal;
        this.activity = activity;
        this.failures = failures;
        this.shutdown = shutdown;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return shutdown.run(this::list);
    }

    private int list() {
        try (Places places = new Places(options.cloudHosts().build().inventories(), failures)) {
            List<PlacedHost> hosts = activity.during("looking for hosts", places::hosts);
            if (json) {
                terminal.out().println(json(hosts));
            } else if (!hosts.isEmpty()) {
                table(hosts).lines().forEach(terminal.out()::println);
            } else if (places.isComplete()) {
                terminal.err().println("no hosts");
            }
            return places.isComplete() ? ExitStatus.DONE : ExitStatus.FAILED;
        }
    }

    private Table table(List<PlacedHost> hosts) {
        Table table = new Table();
        table.add("NAME", "LABEL", "BASE", "OWNER", "AGE", "STATE", "LIFETIME", "ADDRESS");
        for (PlacedHost placed : hosts) {
            HostRecord host = placed.host();
            table.add(Stream.of(
                            host.name(),
                            host.label(),
                            host.base(),
                            placed.owner(),
                            Age.of(Duration.between(host.created(), clock.instant())),
                            host.state(),
                            host.ending() ? "ending" : host.lifetime().toString(),
                            host.address().orElse("-"))
                    .map(Printable::of)
                    .toArray(String[]::new));
        }
        return table;
    }

    private static String json(List<PlacedHost> hosts) {
        return Json.write(hosts.stream()
                .map(placed -> fields(placed.place(), placed.host()))
                .toList());
    }

    /** Returns what there is to say of a host, for JSON. */
    static Map<String, Object> fields(String place, HostRecord host) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("name", host.name());
        fields.put("label", host.label());
        fields.put("base", host.base());
        fields.put("place", place);
        fields.put("owner", fields(host.owner()));
        fields.put("lifetime", host.lifetime().toString());
        fields.put("created", host.created().toString());
        fields.put("state", host.state());
        fields.put("ending", host.ending());
        host.address().ifPresent(address -> fields.put("address", address));
        host.expiry().ifPresent(expiry -> fields.put("expiry", expiry.time().toString()));
        return fields;
    }

    private static Map<String, Object> fields(Owner owner) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("session", owner.session().toString());
        fields.put("user", owner.user());
        fields.put("machine", owner.machine());
        fields.put("process", owner.process());
        owner.started().ifPresent(started -> fields.put("started", started.toString()));
        return fields;
    }
}
