package io.cloudhost.cli;

import static io.cloudhost.cli.CommandLineFixture.host;
import static io.cloudhost.core.Lifetime.DETACHED;
import static io.cloudhost.core.Lifetime.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.cli.CommandLineFixture.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownCommandTest {

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;

    @BeforeEach
    void createCommandLine() {
        cloudhost = new CommandLineFixture(folder);
    }

    @Test
    void removesTheDetachedHostsOfALabel() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED));
        place.put(host("box-2", "box", SESSION));
        place.put(host("box-3", "box", DETACHED));
        place.put(host("other-1", "other", DETACHED));

        assertThat(cloudhost.run("down", "box")).isEqualTo(new Result(0, """
                        removed box-1 at folder:place-of-box
                        removed box-3 at folder:place-of-box
                        """, ""));
        assertThat(place.names()).containsExactly("box-2", "other-1");
    }

    @Test
    void removesAHostByItsNameWhoeverMadeIt() {
        cloudhost.label("a");
        HostFolder place = cloudhost.label("b");
        place.put(host("b-1", "b", DETACHED));
        place.put(host("b-2", "b", SESSION));

        assertThat(cloudhost.run("down", "b-2")).isEqualTo(new Result(0, "removed b-2 at folder:place-of-b\n", ""));
        assertThat(place.names()).containsExactly("b-1");
    }

    @Test
    void removesAllDetachedHostsAtAllPlaces() {
        HostFolder a = cloudhost.label("a");
        HostFolder b = cloudhost.label("b");
        a.put(host("a-1", "a", DETACHED));
        b.put(host("b-1", "b", DETACHED));
        b.put(host("b-2", "b", SESSION));

        Result result = cloudhost.run("down", "--all");

        assertThat(result.status()).isZero();
        assertThat(result.out().lines())
                .containsExactlyInAnyOrder("removed a-1 at folder:place-of-a", "removed b-1 at folder:place-of-b");
        assertThat(a.names()).isEmpty();
        assertThat(b.names()).containsExactly("b-2");
    }

    @Test
    void saysWhatThereIsWhereALabelHasNoDetachedHost() {
        cloudhost.label("box").put(host("box-2", "box", SESSION));

        assertThat(cloudhost.run("down", "box"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "cloudhost: no host of label 'box' that 'up' has left. "
                                + "Found: box-2 (session, at folder:place-of-box)\n"));
    }

    @Test
    void saysWhatThereIsWhereNoHostHasTheName() {
        cloudhost.label("box").put(host("box-2", "box", DETACHED));

        assertThat(cloudhost.run("down", "box-1"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "cloudhost: no host of name 'box-1', and no such label (labels: box). "
                                + "Found: box-2 (detached, at folder:place-of-box)\n"));
    }

    @Test
    void saysSoWhereThereIsNothingAtAll() {
        cloudhost.label("box");

        assertThat(cloudhost.run("down", "--all"))
                .isEqualTo(new Result(1, "", "cloudhost: no host that 'up' has left. Found no host at all\n"));
    }

    @Test
    void removesTheOthersWhereOneCannotBeRemoved() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED));
        place.put(host("stuck-1", "box", DETACHED));
        place.put(host("waste-1", "box", DETACHED));

        assertThat(cloudhost.run("down", "--all"))
                .isEqualTo(new Result(1, """
                        removed box-1 at folder:place-of-box
                        removed waste-1 at folder:place-of-box
                        """, "cloudhost: stuck-1 cannot be removed: it is held\n"));
    }

    @Test
    void goesOnWhereAPlaceCannotBeReached() {
        cloudhost.unreachable("away");
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED));

        assertThat(cloudhost.run("down", "--all"))
                .isEqualTo(new Result(
                        1, "removed box-1 at folder:place-of-box\n", "cloudhost: folder:gone cannot be reached\n"));
    }

    @Test
    void needsToKnowWhatToRemove() {
        assertThat(cloudhost.run("down")).isEqualTo(new Result(2, "", """
                        cloudhost: Missing required argument (specify one of these): (LABEL|NAME | --all)
                        Try 'cloudhost down --help'.
                        """));
    }
}
