package io.cloudhost.cli;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.Expiry;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProcessMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder with a file for each host, and a line in it for each of its properties. */
final class HostFolder implements HostInventory {

    private final Path folder;

    HostFolder(Path folder) {
        this.folder = folder;
    }

    void put(HostRecord host) {
        Owner owner = host.owner();
        List<String> lines = List.of(
                host.label(),
                host.base(),
                owner.session().toString(),
                owner.user(),
                owner.machine(),
                String.valueOf(owner.process()),
                host.lifetime().name(),
                host.created().toString(),
                host.state(),
                host.address().orElse(""),
                owner.mark().map(ProcessMark::boot).orElse(""),
                owner.mark().map(ProcessMark::namespace).orElse(""),
                owner.mark().map(mark -> String.valueOf(mark.start())).orElse(""),
                host.expiry().map(expiry -> expiry.time().toString()).orElse(""),
                host.expiry().map(expiry -> expiry.renewal().toString()).orElse(""),
                String.valueOf(host.ending()));
        try {
            // Another process may look at any moment: the file appears complete.
            Path draft = Files.write(folder.resolve("." + host.name()), lines);
            Files.move(draft, folder.resolve(host.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        return list().stream().map(HostRecord::name).toList();
    }

    @Override
    public String place() {
        return "folder:" + folder.getFileName();
    }

    @Override
    public List<HostRecord> list() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .map(HostFolder::read)
                    .toList();
        } catch (IOException e) {
            throw new CloudHostException(place() + " cannot be reached", e);
        }
    }

    @Override
    public void remove(String name) {
        if (name.startsWith("stuck")) {
            throw new CloudHostException(name + " cannot be removed: it is held");
        }
        try {
            Files.delete(folder.resolve(name));
        } catch (IOException e) {
            throw new CloudHostException("no host " + name + " at " + place(), e);
        }
    }

    @Override
    public void close() {}

    private static HostRecord read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return new HostRecord(
                    file.getFileName().toString(),
                    lines.get(0),
                    lines.get(1),
                    new Owner(
                            UUID.fromString(lines.get(2)),
                            lines.get(3),
                            lines.get(4),
                            Long.parseLong(lines.get(5)),
                            Optional.empty(),
                            filled(lines.get(10))
                                    .map(boot -> new ProcessMark(boot, lines.get(11), Long.parseLong(lines.get(12))))),
                    Lifetime.valueOf(lines.get(6)),
                    Instant.parse(lines.get(7)),
                    lines.get(8),
                    filled(lines.get(9)),
                    filled(lines.get(13)).map(time -> new Expiry(Instant.parse(time), Duration.parse(lines.get(14)))),
                    Boolean.parseBoolean(lines.get(15)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> filled(String line) {
        return Optional.of(line).filter(text -> !text.isEmpty());
    }
}
