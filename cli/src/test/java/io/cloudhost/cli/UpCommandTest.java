package io.cloudhost.cli;

import static io.cloudhost.cli.CommandLineFixture.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.cloudhost.cli.CommandLineFixture.Result;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.HostRecord;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpCommandTest {

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;

    @BeforeEach
    void createCommandLine() {
        cloudhost = new CommandLineFixture(folder);
    }

    @Test
    void printsTheNameAndTheAddressAloneOnTheStandardOutput() {
        cloudhost.label("box");

        assertThat(cloudhost.run("up", "box")).isEqualTo(new Result(0, "box-1 198.51.100.7\n", """
                          clone    box-1 from tiny-base T
                          address  198.51.100.7 from a file T
                        box is up after T
                        """));
    }

    @Test
    void printsTheNameOfTheHostThatItHasMadeItself() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-0", "box", Lifetime.DETACHED));
        place.put(host("a-1", "a", Lifetime.DETACHED));

        assertThat(cloudhost.run("up", "box").out()).isEqualTo("box-1 198.51.100.7\n");
    }

    @Test
    void printsTheLabelWhereTheNameCannotBeFoundOut() {
        HostFolder place = cloudhost.label("box", "listing = fail");

        Result result = cloudhost.run("up", "box");

        assertThat(result.status()).isZero();
        assertThat(result.out()).isEqualTo("box 198.51.100.7\n");
        assertThat(result.err()).endsWith("box is up after T\ncloudhost: folder:gone cannot be reached\n");
        assertThat(place.names()).containsExactly("box-1");
    }

    @Test
    void leavesADetachedHost() {
        HostFolder place = cloudhost.label("box");

        cloudhost.run("up", "box");

        assertThat(place.list())
                .extracting(HostRecord::name, HostRecord::lifetime)
                .containsExactly(tuple("box-1", Lifetime.DETACHED));
        assertThat(cloudhost.hooks().isEmpty()).isTrue();
    }

    @Test
    void printsAnObjectAsJson() {
        cloudhost.label("box");

        Result result = cloudhost.run("up", "--json", "box");

        assertThat(result.out()).isEqualTo("{\"hostName\":\"198.51.100.7\",\"label\":\"box\",\"name\":\"box-1\"}\n");
    }

    @Test
    void callsMachinesThatExistByTheirLabel() {
        cloudhost.configure("existing { hostname = \"build-box\" }");

        Result result = cloudhost.run("up", "existing");

        assertThat(result.out()).isEqualTo("existing build-box\n");
        assertThat(result.status()).isZero();
    }

    @Test
    void saysWhatFailedAndLeavesNothing() {
        HostFolder place = cloudhost.label("box", "setup = fail");

        assertThat(cloudhost.run("up", "box")).isEqualTo(new Result(1, "", """
                          clone    box-1 from tiny-base T
                          address  failed T
                        box: the setup is undone after T
                        cloudhost: box: setup failed in phase 'address': no address after 30 s
                        """));
        assertThat(place.names()).isEmpty();
    }

    @Test
    void saysWhatAFailedSetupCouldNotRemove() {
        cloudhost.label("box", "setup = fail", "teardown = fail");

        Result result = cloudhost.run("up", "box");

        assertThat(result.err()).endsWith("""
                box: the setup is not wholly undone after T
                cloudhost: box: setup failed in phase 'address': no address after 30 s
                cloudhost:   also: box-1 cannot be removed: it is held
                """);
    }

    @Test
    void abandonsTheSetupWhenTheProcessEnds() throws Exception {
        HostFolder place = cloudhost.label("box", "setup = hang");
        CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> cloudhost.run("up", "box"));
        await().until(() -> !place.names().isEmpty());

        cloudhost.hooks().shutDown();

        assertThat(place.names()).isEmpty();
        assertThat(running.get(30, TimeUnit.SECONDS).out()).isEmpty();
    }

    @Test
    void abandonsTheSetupOfAHostThatItFollowsWhenTheProcessEnds() throws Exception {
        HostFolder place = cloudhost.label("box", "setup = hang", "console = \"Linux version 6\"");
        CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> cloudhost.run("up", "--follow", "box"));
        await().until(() -> !place.names().isEmpty());

        cloudhost.hooks().shutDown();

        assertThat(place.names()).isEmpty();
        Result result = running.get(30, TimeUnit.SECONDS);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).doesNotContain("its console has ended");
    }

    @Test
    void followsTheConsoleUntilTheHostEnds() throws Exception {
        HostFolder place = cloudhost.label("box", "console = \"Linux version 6\\r\\nlogin: \"");
        CompletableFuture<Result> running =
                CompletableFuture.supplyAsync(() -> cloudhost.run("up", "--follow", "--json", "box"));
        await().until(() -> !cloudhost.printed().isEmpty() && !cloudhost.hooks().isEmpty());

        place.remove("box-1");

        assertThat(running.get(30, TimeUnit.SECONDS)).isEqualTo(new Result(0, """
                {"hostName":"198.51.100.7","label":"box","name":"box-1"}
                """, """
                Linux version 6\r
                login:\s
                  clone    box-1 from tiny-base T
                  address  198.51.100.7 from a file T
                box is up after T
                box: its console has ended; 'cloudhost down box' removes the host
                """));
    }

    @Test
    void leavesAHostThatItFollowsWhenTheProcessEnds() throws Exception {
        HostFolder place = cloudhost.label("box", "console = \"login:\"");
        CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> cloudhost.run("up", "--follow", "box"));
        await().until(() -> !cloudhost.printed().isEmpty() && !cloudhost.hooks().isEmpty());

        cloudhost.hooks().shutDown();

        assertThat(running.get(30, TimeUnit.SECONDS).err()).doesNotContain("its console has ended");
        assertThat(place.names()).containsExactly("box-1");
    }

    @Test
    void showsTheLastWordsOfAHostWhoseSetupFails() {
        cloudhost.label("box", "setup = fail", "console = \"Kernel panic\"");

        Result result = cloudhost.run("up", "--follow", "box");

        assertThat(result).isEqualTo(new Result(1, "", """
                Kernel panic
                  clone    box-1 from tiny-base T
                  address  failed T
                box: the setup is undone after T
                cloudhost: box: setup failed in phase 'address': no address after 30 s
                """));
    }

    @Test
    void makesNoHostWhoseConsoleItCannotFollow() {
        HostFolder place = cloudhost.label("box");

        assertThat(cloudhost.run("up", "--follow", "box")).isEqualTo(new Result(1, "", """
                cloudhost: box: its console cannot be followed, since it is not recorded. For a clone of a libvirt domain,\
                 see consoleRecording
                """));
        assertThat(place.names()).isEmpty();
    }

    @Test
    void showsTheStackTraceWhenAskedTo() {
        cloudhost.label("box", "setup = fail");

        Result result = cloudhost.run("up", "box", "--verbose");

        assertThat(result.err()).contains("io.cloudhost.core.HostSetupException: box: ", "\tat ");
    }

    @Test
    void isWrongUsageWhereTheLabelIsNotConfigured() {
        cloudhost.label("box");

        Result result = cloudhost.run("up", "bix");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("cloudhost: bix").doesNotContain("\tat ");
    }
}
