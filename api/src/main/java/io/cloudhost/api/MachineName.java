package io.cloudhost.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out what the machine is called, without asking the network.
 *
 * <p>{@code InetAddress.getLocalHost()} would: it resolves the name, and blocks where the name server does not answer.
 */
final class MachineName {

    private final List<Path> files;
    private final Map<String, String> environment;

    /**
     * Creates one for other places than the usual ones.
     *
     * @param files hold the name; the first that can be read wins
     * @param environment used where none can be
     */
    MachineName(List<Path> files, Map<String, String> environment) {
        this.files = files;
        this.environment = environment;
    }

    static MachineName ofThisMachine() {
        // What the kernel says is in force; the file in /etc only says what was at the last boot.
        return new MachineName(
                List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname")), System.getenv());
    }

    String find() {
        Stream<String> written = files.stream().map(MachineName::read).flatMap(Optional::stream);
        Stream<String> told =
                Stream.of("HOSTNAME", "COMPUTERNAME").map(environment::get).filter(Objects::nonNull);
        return Stream.concat(written, told)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("localhost");
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            // Not this kind of machine: the next source may know.
            return Optional.empty();
        }
    }
}
