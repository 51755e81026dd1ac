package io.cloudhost.benchmarks;

import io.cloudhost.core.spi.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Sees when a lease is written to libvirt's file of leases. Used by one thread. */
final class LeaseFile implements AutoCloseable {

    private final Path file;
    private final WatchService changes;

    LeaseFile(Path file) throws IOException {
        this.file = file;
        this.changes = file.getFileSystem().newWatchService();
        try {
            // Each change is a new file that takes the old one's name.
            file.resolveSibling("")
                    .toAbsolutePath()
                    .register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        } catch (IOException e) {
            changes.close();
            throw e;
        }
    }

    /**
     * Waits until there is a lease.
     *
     * @return when the file with it took its name, by the machine's clock
     * @throws IOException also when there is none within the limit
     */
    Instant awaitLease(MacAddress mac, Duration limit) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!Files.readString(file).contains(mac.value())) {
            WatchKey change = changes.poll(limit.toNanos() - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
            if (change == null) {
                throw new IOException("no lease of " + mac + " in " + file + " within " + limit.toMillis() + " ms");
            }
            change.pollEvents();
            change.reset();
        }
        return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    }

    @Override
    public void close() throws IOException {
        changes.close();
    }
}
