package io.cloudhost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.cloudhost.core.spi.MacAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseFileTest {

    static final MacAddress MAC = new MacAddress("52:54:00:12:34:56");

    @TempDir
    Path folder;

    @Test
    void seesALeaseInAFileThatReplacesTheOldOne() throws Exception {
        Path file = Files.writeString(folder.resolve("leases"), "[]");
        try (LeaseFile leases = new LeaseFile(file)) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> replace(file));

            assertThat(leases.awaitLease(MAC, Duration.ofSeconds(30)))
                    .isEqualTo(((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant());
            writer.join();
        }
    }

    @Test
    void saysWhichLeaseDidNotCome() throws Exception {
        Path file = Files.writeString(folder.resolve("leases"), "[]");
        try (LeaseFile leases = new LeaseFile(file)) {
            assertThatIOException()
                    .isThrownBy(() -> leases.awaitLease(MAC, Duration.ofMillis(1)))
                    .withMessage("no lease of 52:54:00:12:34:56 in " + file + " within 1 ms");
        }
    }

    private void replace(Path file) {
        try {
            Path next = Files.writeString(folder.resolve("leases.new"), "[{\"mac-address\": \"" + MAC + "\"}]");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
