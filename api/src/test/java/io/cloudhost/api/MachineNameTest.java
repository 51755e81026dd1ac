package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineNameTest {

    @TempDir
    Path directory;

    @Test
    void theFirstFileThatHasANameWins() {
        Path empty = directory.resolve("empty");
        Path etc = directory.resolve("hostname");
        Workspace.write(empty, "\n");
        Workspace.write(etc, "build-box\n");

        assertThat(new MachineName(List.of(directory.resolve("none"), empty, etc), Map.of("HOSTNAME", "other")).find())
                .isEqualTo("build-box");
    }

    @Test
    void whereNoFileHasANameTheEnvironmentMay() {
        assertThat(new MachineName(List.of(), Map.of("HOSTNAME", "a", "COMPUTERNAME", "b")).find())
                .isEqualTo("a");
        assertThat(new MachineName(List.of(), Map.of("COMPUTERNAME", "b")).find())
                .isEqualTo("b");
    }

    @Test
    void aMachineThatNobodyNamesIsCalledLocalhost() {
        assertThat(new MachineName(List.of(), Map.of()).find()).isEqualTo("localhost");
    }
}
