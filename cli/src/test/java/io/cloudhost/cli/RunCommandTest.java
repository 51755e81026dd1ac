package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudhost.cli.CommandLineFixture.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;

    @BeforeEach
    void createCommandLine() {
        cloudhost = new CommandLineFixture(folder);
    }

    @Test
    void givesTheCommandTheAddressAndTheLabel() throws Exception {
        cloudhost.label("box");
        Path written = folder.resolve("written");

        Result result = run("echo $CLOUDHOST_LABEL $CLOUDHOST_HOSTNAME > " + written);

        assertThat(written).hasContent("box 198.51.100.7");
        assertThat(result).isEqualTo(new Result(0, "", """
                          clone    box-1 from tiny-base T
                          address  198.51.100.7 from a file T
                        box is up after T
                        box is gone after T
                        """));
    }

    @Test
    void hasTheHostWhileTheCommandRunsAndNotAfterwards() {
        HostFolder place = cloudhost.label("box");

        Result result = run("test -e " + folder.resolve("place-of-box/box-1"));

        assertThat(result.status()).isZero();
        assertThat(place.names()).isEmpty();
        assertThat(cloudhost.hooks().isEmpty()).isTrue();
    }

    @Test
    void endsWithTheStatusOfTheCommand() {
        HostFolder place = cloudhost.label("box");

        assertThat(run("exit 42").status()).isEqualTo(42);
        assertThat(place.names()).isEmpty();
    }

    @Test
    void endsLikeAShellWhereASignalEndedTheCommand() {
        cloudhost.label("box");

        assertThat(run("kill -KILL $$").status()).isEqualTo(128 + 9);
    }

    @Test
    void passesTheArgumentsOfTheCommandAsTheyAre() {
        cloudhost.label("box");
        Path written = folder.resolve("written");

        cloudhost.run("run", "box", "--", "sh", "-c", "echo \"$*\" > " + written, "sh", "@x", "--", "--config", "'y'");

        assertThat(written).hasContent("@x -- --config 'y'");
    }

    @Test
    void removesTheHostWhereTheCommandDoesNotStart() {
        HostFolder place = cloudhost.label("box");

        Result result = cloudhost.run("run", "box", "--", "/no/such/command");

        assertThat(result.status()).isEqualTo(1);
        // How the rest is worded is up to the JDK.
        assertThat(result.err())
                .contains("\ncloudhost: the command does not start: Cannot run program \"/no/such/command\": ")
                .contains("No such file or directory");
        assertThat(place.names()).isEmpty();
    }

    @Test
    void failsWhereOnlyTheTeardownFails() {
        cloudhost.label("box", "teardown = fail");

        Result result = run("exit 0");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .endsWith(
                        "box is not wholly gone after T\ncloudhost: box: teardown is not complete: box-1 cannot be removed: it is held\n");
    }

    @Test
    void keepsTheStatusOfTheCommandWhereTheTeardownFailsToo() {
        cloudhost.label("box", "teardown = fail");

        Result result = run("exit 42");

        assertThat(result.status()).isEqualTo(42);
        assertThat(result.err())
                .endsWith("cloudhost: box: teardown is not complete: box-1 cannot be removed: it is held\n");
    }

    @Test
    void doesNotRunTheCommandWhereTheSetupFails() {
        cloudhost.label("box", "setup = fail");
        Path written = folder.resolve("written");

        Result result = run("echo > " + written);

        assertThat(result.status()).isEqualTo(1);
        assertThat(written).doesNotExist();
    }

    @Test
    void endsTheCommandAndRemovesTheHostWhenTheProcessEnds() throws Exception {
        HostFolder place = cloudhost.label("box");
        Path pid = folder.resolve("pid");
        CompletableFuture<Result> running =
                CompletableFuture.supplyAsync(() -> run("echo $$ > " + pid + "; exec sleep 600"));
        await().until(() -> Files.exists(pid) && Files.size(pid) > 0);

        cloudhost.hooks().shutDown();

        assertThat(place.names()).isEmpty();
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
                .isEmpty();
        assertThat(running.get(30, TimeUnit.SECONDS).status()).isEqualTo(128 + 15);
    }

    @Test
    void abandonsTheSetupWhenTheProcessEnds() throws Exception {
        HostFolder place = cloudhost.label("box", "setup = hang");
        Path written = folder.resolve("written");
        CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> run("echo > " + written));
        await().until(() -> !place.names().isEmpty());

        cloudhost.hooks().shutDown();

        assertThat(place.names()).isEmpty();
        assertThat(running.get(30, TimeUnit.SECONDS).err()).doesNotContain("cloudhost:");
        assertThat(written).doesNotExist();
    }

    @Test
    void needsACommand() {
        cloudhost.label("box");

        assertThat(cloudhost.run("run", "box")).isEqualTo(new Result(2, "", """
                        cloudhost: Missing required parameter: 'CMD'
                        Try 'cloudhost run --help'.
                        """));
    }

    private Result run(String script) {
        return cloudhost.run("run", "box", "--", "sh", "-c", script);
    }
}
