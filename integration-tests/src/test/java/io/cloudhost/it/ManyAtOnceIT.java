package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several processes, each with several threads, make hosts on one hypervisor at the same time. */
class ManyAtOnceIT {

    private static final int PROCESSES = 2;
    private static final int THREADS = 8;

    private static final Path SETTINGS =
            Lab.file("many { libvirtBaseDomain = tiny-base, addressTimeout = 5m, hypervisor.timeout = 5m }");

    @Test
    void allAreUpAtTheSameTimeUnderAddressesOfTheirOwnAndNothingIsLeft() {
        LabState before = LabState.now();

        List<CompletableFuture<List<String>>> running = Stream.generate(
                        () -> CompletableFuture.supplyAsync(ManyAtOnceIT::run, work -> new Thread(work).start()))
                .limit(PROCESSES)
                .toList();
        List<String> said =
                running.stream().flatMap(process -> process.join().stream()).toList();

        assertThat(said)
                .filteredOn(line -> line.startsWith("up "))
                .hasSize(PROCESSES * THREADS)
                .doesNotHaveDuplicates();
        assertThat(said).filteredOn("gone"::equals).hasSize(PROCESSES * THREADS);
        assertThat(said).hasSize(2 * PROCESSES * THREADS);
        before.assertStillSo();
    }

    private static List<String> run() {
        try (JavaProgram program = JavaProgram.start(
                null, ManyAtOnceProgram.class, SETTINGS.toString(), "many", String.valueOf(THREADS))) {
            return Stream.generate(program::next)
                    .takeWhile(Optional::isPresent)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }
}
