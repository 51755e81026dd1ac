package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.ProcessTable.Sight;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProcessMark;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerSightTest {

    private static final ProcessMark MARK = new ProcessMark("boot", "pid:[7]", 500);
    private static final Owner SELF = owner(1, "build-box", 4711, MARK);

    @TempDir
    Path proc;

    private OwnerSight sight;

    @BeforeEach
    void lookAtOneProcess() {
        Workspace.write(proc.resolve("1/stat"), line(1, 1));
        Workspace.write(proc.resolve("42/stat"), line(42, 900));
        sight = OwnerSight.from(SELF, new ProcessTable(proc, 4711));
    }

    @Test
    void aProcessOfTheSameBootAndNamespaceIsLookedFor() {
        assertThat(sight.look(owner(2, "build-box", 42, new ProcessMark("boot", "pid:[7]", 900))))
                .isEqualTo(Sight.RUNS);
        assertThat(sight.look(owner(2, "build-box", 43, new ProcessMark("boot", "pid:[7]", 900))))
                .isEqualTo(Sight.ENDED);
    }

    @Test
    void aProcessOfAnotherBootNamespaceOrMachineCannotBeSeen() {
        assertThat(sight.look(owner(2, "build-box", 43, new ProcessMark("other", "pid:[7]", 900))))
                .isEqualTo(Sight.UNKNOWN);
        assertThat(sight.look(owner(2, "build-box", 43, new ProcessMark("boot", "pid:[8]", 900))))
                .isEqualTo(Sight.UNKNOWN);
        assertThat(sight.look(owner(2, "its-copy", 43, new ProcessMark("boot", "pid:[7]", 900))))
                .isEqualTo(Sight.UNKNOWN);
    }

    @Test
    void aProcessWithoutAMarkCannotBeSeen() {
        assertThat(sight.look(new Owner(new UUID(0, 2), "ada", "build-box", 43)))
                .isEqualTo(Sight.UNKNOWN);
    }

    @Test
    void nothingCanBeSeenFromAProcessWithoutAMark() {
        OwnerSight blind =
                OwnerSight.from(new Owner(new UUID(0, 1), "ada", "build-box", 4711), new ProcessTable(proc, 4711));

        assertThat(blind.look(owner(2, "build-box", 43, new ProcessMark("boot", "pid:[7]", 900))))
                .isEqualTo(Sight.UNKNOWN);
    }

    @Test
    void thisProcessRunsWhateverTheTableSays() {
        assertThat(sight.look(owner(2, "build-box", 4711, MARK))).isEqualTo(Sight.RUNS);
        assertThat(sight.look(new Owner(SELF.session(), "ada", "renamed", 4711)))
                .isEqualTo(Sight.RUNS);
    }

    private static Owner owner(long session, String machine, long process, ProcessMark mark) {
        return new Owner(new UUID(0, session), "ada", machine, process, Optional.empty(), Optional.of(mark));
    }

    private static String line(long id, long start) {
        return id + " (java) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " + start + " 0 0\n";
    }
}
