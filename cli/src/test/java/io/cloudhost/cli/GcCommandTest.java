package io.cloudhost.cli;

import static io.cloudhost.cli.CommandLineFixture.ending;
import static io.cloudhost.cli.CommandLineFixture.host;
import static io.cloudhost.cli.CommandLineFixture.vouchedFor;
import static io.cloudhost.core.Lifetime.DETACHED;
import static io.cloudhost.core.Lifetime.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.cli.CommandLineFixture.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcCommandTest {

    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2999-01-01T00:00:00Z");

    private static final String EXPIRED =
            "its owner on build-box vouched for it until 2020-01-01T00:00:00Z, and has not"
                    + " renewed that in the 1 s that it was watched";

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;

    @BeforeEach
    void createCommandLine() {
        cloudhost = new CommandLineFixture(folder);
    }

    @Test
    void removesWhatNobodyWantsAndSaysWhy() {
        HostFolder place = cloudhost.label("box");
        place.put(ending(host("box-1", "box", DETACHED)));
        place.put(host("box-2", "box", DETACHED));
        place.put(vouchedFor("box-3", FUTURE));
        place.put(vouchedFor("box-4", PAST));
        place.put(host("box-5", "box", SESSION));
        place.put(host("box-6", "box", SESSION, cloudhost.self()));

        assertThat(cloudhost.run("gc"))
                .isEqualTo(new Result(0, """
                        removed box-1 at folder:place-of-box: its removal was begun
                        kept box-2 at folder:place-of-box: it was left to stay
                        kept box-3 at folder:place-of-box: its owner on build-box vouched for it until \
                        2999-01-01T00:00:00Z, which has not passed
                        kept box-5 at folder:place-of-box: nothing tells whether its process 4711 on build-box still runs
                        kept box-6 at folder:place-of-box: its process %d runs
                        removed box-4 at folder:place-of-box: %s
                        """.formatted(ProcessHandle.current().pid(), EXPIRED), """
                        1 host has expired, whose owner may still renew it: watching for 1 s
                        """));
        assertThat(place.names()).containsExactly("box-2", "box-3", "box-5", "box-6");
    }

    @Test
    void onlySaysWhatItWouldRemoveInADryRun() {
        HostFolder place = cloudhost.label("box");
        place.put(ending(host("box-1", "box", DETACHED)));
        place.put(vouchedFor("box-2", PAST));
        place.put(host("stuck-1", "box", DETACHED));

        assertThat(cloudhost.run("gc", "--dry-run").out()).isEqualTo("""
                        would remove box-1 at folder:place-of-box: its removal was begun
                        kept stuck-1 at folder:place-of-box: it was left to stay
                        would remove box-2 at folder:place-of-box: %s
                        """.formatted(EXPIRED));
        assertThat(place.names()).containsExactly("box-1", "box-2", "stuck-1");
    }

    @Test
    void printsAnArrayAsJson() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED));
        place.put(ending(host("stuck-1", "box", DETACHED)));
        String owner = "\"owner\":{\"machine\":\"build-box\",\"process\":4711,"
                + "\"session\":\"6f0c9d4e-0000-4000-8000-000000000001\",\"user\":\"ada\"}";

        assertThat(cloudhost.run("gc", "--json"))
                .isEqualTo(new Result(
                        1,
                        "[{\"address\":\"198.51.100.7\",\"base\":\"tiny-base\",\"created\":\"2026-03-01T11:55:00Z\","
                                + "\"ending\":false,\"label\":\"box\",\"lifetime\":\"detached\",\"name\":\"box-1\","
                                + "\"outcome\":\"kept\"," + owner
                                + ",\"place\":\"folder:place-of-box\",\"reason\":\"it was left to stay\","
                                + "\"state\":\"running\"},"
                                + "{\"address\":\"198.51.100.7\",\"base\":\"tiny-base\",\"created\":\"2026-03-01T11:55:00Z\","
                                + "\"ending\":true,\"failure\":\"stuck-1 cannot be removed: it is held\","
                                + "\"label\":\"box\",\"lifetime\":\"detached\",\"name\":\"stuck-1\","
                                + "\"outcome\":\"failed\"," + owner
                                + ",\"place\":\"folder:place-of-box\",\"reason\":\"its removal was begun\","
                                + "\"state\":\"running\"}]\n",
                        "cloudhost: stuck-1 cannot be removed: it is held\n"));
    }

    @Test
    void goesOnWhereAHostCannotBeRemoved() {
        HostFolder place = cloudhost.label("box");
        place.put(ending(host("box-1", "box", DETACHED)));
        place.put(ending(host("stuck-1", "box", DETACHED)));
        place.put(ending(host("waste-1", "box", DETACHED)));

        assertThat(cloudhost.run("gc"))
                .isEqualTo(new Result(1, """
                        removed box-1 at folder:place-of-box: its removal was begun
                        failed to remove stuck-1 at folder:place-of-box: its removal was begun
                        removed waste-1 at folder:place-of-box: its removal was begun
                        """, "cloudhost: stuck-1 cannot be removed: it is held\n"));
    }

    @Test
    void goesOnWhereAPlaceCannotBeReachedOrALabelIsNotConfiguredProperly() {
        cloudhost.mistyped("a");
        cloudhost.unreachable("away");
        cloudhost.label("box").put(ending(host("box-1", "box", DETACHED)));

        assertThat(cloudhost.run("gc"))
                .isEqualTo(new Result(
                        1,
                        "removed box-1 at folder:place-of-box: its removal was begun\n",
                        cloudhost.complaintOf("a", 1) + "cloudhost: folder:gone cannot be reached\n"));
    }

    @Test
    void removesAHostOnceWhereTwoNamesLeadToItsPlace() throws IOException {
        HostFolder place = cloudhost.label("box");
        Path other = Files.createSymbolicLink(folder.resolve("other-name"), folder.resolve("place-of-box"));
        cloudhost.configure("same { folder = \"" + other + "\" }");
        place.put(ending(host("stuck-1", "box", DETACHED)));

        assertThat(cloudhost.run("gc").out()).hasLineCount(1);
    }

    @Test
    void saysThatThereAreNoHosts() {
        cloudhost.label("box");

        assertThat(cloudhost.run("gc")).isEqualTo(new Result(0, "", "no hosts\n"));
        assertThat(cloudhost.run("gc", "--json")).isEqualTo(new Result(0, "[]\n", ""));
    }

    @Test
    void anotherSetupRemovesWhatNobodyWants() {
        HostFolder place = cloudhost.label("box");
        place.put(ending(host("box-9", "box", DETACHED)));

        assertThat(cloudhost.run("up", "box").status()).isZero();

        assertThat(place.names()).containsExactly("box-1");
    }
}
