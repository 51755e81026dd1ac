package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudhost.core.CloudHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    Path folder;

    @Test
    void isNotStartedOnceItIsEnded() {
        Path written = folder.resolve("written");
        ChildProcess child = new ChildProcess(List.of("touch", written.toString()));

        child.end();

        assertThatThrownBy(() -> child.run(Map.of()))
                .isInstanceOf(CloudHostException.class)
                .hasMessage("'touch' is not run: the process is ending");
        assertThat(written).doesNotExist();
    }

    @Test
    void givesTheCommandTimeToCleanUp() throws Exception {
        Path ready = folder.resolve("ready");
        Path cleaned = folder.resolve("cleaned");
        ChildProcess child = new ChildProcess(List.of(
                "sh",
                "-c",
                "trap 'echo > " + cleaned + "; exit 3' TERM; echo > " + ready + "; while :; do sleep 0.1; done"));
        CompletableFuture<Integer> running = CompletableFuture.supplyAsync(() -> child.run(Map.of()));
        await().until(() -> Files.exists(ready));

        child.end();

        assertThat(running.get(30, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(cleaned).exists();
    }

    @Test
    void endsWhatTheCommandHasStartedToo() throws Exception {
        Path pid = folder.resolve("pid");
        ChildProcess child = new ChildProcess(List.of("sh", "-c", "sleep 600 & echo $! > " + pid + "; wait"));
        CompletableFuture<Integer> running = CompletableFuture.supplyAsync(() -> child.run(Map.of()));
        await().until(() -> Files.exists(pid) && Files.size(pid) > 0);

        child.end();

        assertThat(running.get(30, TimeUnit.SECONDS)).isEqualTo(128 + 15);
        long grandchild = Long.parseLong(Files.readString(pid).strip());
        await().until(() -> !isRunning(grandchild));
    }

    /** A process that ended is still there until its parent, which is not ours to control, takes notice. */
    private static boolean isRunning(long pid) throws Exception {
        Path status = Path.of("/proc", String.valueOf(pid), "stat");
        return ProcessHandle.of(pid).isPresent()
                && !(Files.exists(status) && Files.readString(status).contains(") Z "));
    }
}
