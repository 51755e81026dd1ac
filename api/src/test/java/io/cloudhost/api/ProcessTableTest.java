package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloudhost.api.ProcessTable.Sight;
import io.cloudhost.core.spi.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {

    private static final long OWN = 4711;

    @TempDir
    Path proc;

    private ProcessTable table;

    @BeforeEach
    void fill() throws IOException {
        table = new ProcessTable(proc, OWN);
        Workspace.write(proc.resolve("sys/kernel/random/boot_id"), "b-1\n");
        Workspace.write(proc.resolve("self/stat"), line(OWN, 'S', 17, 500));
        Files.createDirectories(proc.resolve("self/ns"));
        Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[7]"));
        Files.createSymbolicLink(proc.resolve("self/ns/time"), Path.of("time:[8]"));
        process(1, 'S', 1, 1);
    }

    @Test
    void thisProcessIsMarkedByBootNamespacesAndStart() {
        assertThat(table.ownMark()).contains(new ProcessMark("b-1", "pid:[7] time:[8]", 500));
    }

    @Test
    void olderKernelsHaveNoNamespaceOfTime() throws IOException {
        Files.delete(proc.resolve("self/ns/time"));

        assertThat(table.ownMark()).contains(new ProcessMark("b-1", "pid:[7]", 500));
    }

    @Test
    void thereIsNoMarkWhereTheIdsAreThoseOfAnotherNamespace() {
        assertThat(new ProcessTable(proc, 12).ownMark()).isEmpty();
    }

    @Test
    void thereIsNoMarkWhereAPartOfItCannotBeRead() throws IOException {
        Files.delete(proc.resolve("sys/kernel/random/boot_id"));

        assertThat(table.ownMark()).isEmpty();
        assertThat(new ProcessTable(proc.resolve("none"), OWN).ownMark()).isEmpty();
    }

    @Test
    void aProcessThatBeganThenRuns() {
        process(42, 'S', 3, 900);

        assertThat(table.look(42, 900)).isEqualTo(Sight.RUNS);
    }

    @Test
    void aProcessThatIsNotThereHasEnded() {
        assertThat(table.look(42, 900)).isEqualTo(Sight.ENDED);
    }

    @Test
    void aProcessWhoseIdAnotherHasNowHasEnded() {
        process(42, 'S', 3, 901);

        assertThat(table.look(42, 900)).isEqualTo(Sight.ENDED);
    }

    @Test
    void aProcessThatNobodyHasAskedHowItEndedHasEnded() {
        process(42, 'Z', 1, 900);

        assertThat(table.look(42, 900)).isEqualTo(Sight.ENDED);
    }

    @Test
    void aProcessWhoseFirstThreadHasEndedRuns() {
        process(42, 'Z', 2, 900);

        assertThat(table.look(42, 900)).isEqualTo(Sight.RUNS);
    }

    @Test
    void whereTheFirstProcessIsHiddenOthersMayBeToo() throws IOException {
        Files.delete(proc.resolve("1/stat"));

        assertThat(table.look(42, 900)).isEqualTo(Sight.UNKNOWN);
    }

    @Test
    void aProcessThatCannotBeReadIsNotTakenForDead() throws IOException {
        Files.createDirectories(proc.resolve("42/stat"));
        Workspace.write(proc.resolve("43/stat"), "");

        assertThat(table.look(42, 900)).isEqualTo(Sight.UNKNOWN);
        assertThat(table.look(43, 900)).isEqualTo(Sight.UNKNOWN);
    }

    @Test
    void realProcessesAreToldApartOnLinux() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"));
        ProcessTable real = ProcessTable.ofThisMachine();
        ProcessMark own = real.ownMark().orElseThrow();
        Process child = new ProcessBuilder("sleep", "600").start();
        try {
            long start = ProcessStatus.parse(Files.readString(Path.of("/proc/" + child.pid() + "/stat")))
                    .start();

            assertThat(real.look(ProcessHandle.current().pid(), own.start())).isEqualTo(Sight.RUNS);
            assertThat(real.look(child.pid(), start)).isEqualTo(Sight.RUNS);
            assertThat(real.look(child.pid(), start - 1)).isEqualTo(Sight.ENDED);
            child.destroyForcibly().waitFor();
            assertThat(real.look(child.pid(), start)).isEqualTo(Sight.ENDED);
        } finally {
            child.destroyForcibly();
        }
    }

    private void process(long id, char state, long threads, long start) {
        Workspace.write(proc.resolve(id + "/stat"), line(id, state, threads, start));
    }

    private static String line(long id, char state, long threads, long start) {
        return id + " (a (b) c) " + state + " 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 " + threads + " 0 " + start + " 0 0\n";
    }
}
