package io.cloudhost.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks and changes the lab's libvirt through its own command, not through the code under test. */
final class Virsh {

    private Virsh() {}

    static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("virsh", "--quiet", "--connect", "qemu:///system"));
        command.addAll(List.of(arguments));
        return Command.run(command).orThrow();
    }

    /** Lists all domains with their states. */
    static Map<String, String> domains() {
        // In one look: a domain may go between two.
        Map<String, String> states = new TreeMap<>();
        for (String row : lines(run("list", "--all"))) {
            String[] cells = row.split("\\s+", 3);
            states.put(cells[1], cells[2]);
        }
        return states;
    }

    /** Lists the volumes of all started pools. */
    static List<String> volumes() {
        return lines(run("pool-list", "--name")).stream()
                .flatMap(pool -> {
                    run("pool-refresh", pool);
                    return lines(run("vol-list", pool)).stream();
                })
                .sorted()
                .toList();
    }

    /** Lists the clones of a label. */
    static List<String> clonesOf(String label) {
        return lines(run("list", "--all", "--name")).stream()
                .filter(name -> name.matches(label + "-[0-9a-f]{8}"))
                .toList();
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
