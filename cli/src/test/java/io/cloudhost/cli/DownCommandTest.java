package io.cloudhost.cli;

import static io.cloudhost.cli.CommandLineFixture.host;
import static io.cloudhost.core.Lifetime.DETACHED;
import static io.cloudhost.core.Lifetime.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.cli.CommandLineFixture.Result;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownCommandTest {

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;
    Owner self;
    String me;

    @BeforeEach
    void createCommandLine() {
        cloudhost = new CommandLineFixture(folder);
        self = cloudhost.self();
        me = self.user() + "@" + self.machine();
    }

    @Test
    void removesTheDetachedHostsOfALabel() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED, self));
        place.put(host("box-2", "box", SESSION, self));
        place.put(host("box-3", "box", DETACHED, self));
        place.put(host("other-1", "other", DETACHED, self));

        assertThat(cloudhost.run("down", "box")).isEqualTo(new Result(0, """
                        removed box-1 at folder:place-of-box
                        removed box-3 at folder:place-of-box
                        """, ""));
        assertThat(place.names()).containsExactly("box-2", "other-1");
    }

    @Test
    void leavesWhatOthersHaveLeftWhereAllAreToBeRemoved() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED, self));
        place.put(ofAnotherUser("box-2"));
        place.put(ofAnotherMachine("box-3"));

        assertThat(cloudhost.run("down", "--all"))
                .isEqualTo(new Result(0, "removed box-1 at folder:place-of-box\n", ""));
        assertThat(place.names()).containsExactly("box-2", "box-3");
    }

    @Test
    void showsWhoseTheHostsOfALabelAreWhereNoneIsOnesOwn() {
        HostFolder place = cloudhost.label("box");
        place.put(ofAnotherUser("box-2"));
        place.put(ofAnotherMachine("box-3"));

        assertThat(cloudhost.run("down", "box"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "cloudhost: no host of label 'box' that " + me + " has left with 'up'. Found: "
                                + "box-2 (detached, of ada@" + self.machine() + ", at folder:place-of-box), "
                                + "box-3 (detached, of " + self.user() + "@elsewhere, at folder:place-of-box)\n"));
        assertThat(place.names()).containsExactly("box-2", "box-3");
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
        a.put(host("a-1", "a", DETACHED, self));
        b.put(host("b-1", "b", DETACHED, self));
        b.put(host("b-2", "b", SESSION, self));

        Result result = cloudhost.run("down", "--all");

        assertThat(result.status()).isZero();
        assertThat(result.out().lines())
                .containsExactlyInAnyOrder("removed a-1 at folder:place-of-a", "removed b-1 at folder:place-of-b");
        assertThat(a.names()).isEmpty();
        assertThat(b.names()).containsExactly("b-2");
    }

    @Test
    void saysWhatThereIsWhereALabelHasNoDetachedHost() {
        cloudhost.label("box").put(host("box-2", "box", SESSION, self));

        assertThat(cloudhost.run("down", "box"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "cloudhost: no host of label 'box' that " + me + " has left with 'up'. "
                                + "Found: box-2 (session, of " + me + ", at folder:place-of-box)\n"));
    }

    @Test
    void saysWhatThereIsWhereNoHostHasTheName() {
        cloudhost.label("box").put(host("box-2", "box", DETACHED));

        assertThat(cloudhost.run("down", "box-1"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "cloudhost: no host of name 'box-1', and no such label (labels: box). "
                                + "Found: box-2 (detached, of ada@build-box, at folder:place-of-box)\n"));
    }

    @Test
    void saysSoWhereThereIsNothingAtAll() {
        cloudhost.label("box");

        assertThat(cloudhost.run("down", "--all"))
                .isEqualTo(new Result(
                        1, "", "cloudhost: no host that " + me + " has left with 'up'. Found no host at all\n"));
    }

    @Test
    void removesTheOthersWhereOneCannotBeRemoved() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED, self));
        place.put(host("stuck-1", "box", DETACHED, self));
        place.put(host("waste-1", "box", DETACHED, self));

        assertThat(cloudhost.run("down", "--all"))
                .isEqualTo(new Result(1, """
                        removed box-1 at folder:place-of-box
                        removed waste-1 at folder:place-of-box
                        """, "cloudhost: stuck-1 cannot be removed: it is held\n"));
    }

    @Test
    void guessesWhichLabelWasMeant() {
        cloudhost.label("box");

        assertThat(cloudhost.run("down", "bix"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "cloudhost: no host of name 'bix', and no such label (labels: box). Did you mean 'box'?"
                                + " Found no host at all\n"));
    }

    @Test
    void printsAnArrayAsJson() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED));
        place.put(host("stuck-1", "box", DETACHED));
        String rest = "\"label\":\"box\",\"lifetime\":\"detached\",\"name\":\"%s\",\"outcome\":\"%s\","
                + "\"owner\":{\"machine\":\"build-box\",\"process\":4711,"
                + "\"session\":\"6f0c9d4e-0000-4000-8000-000000000001\",\"user\":\"ada\"},"
                + "\"place\":\"folder:place-of-box\",\"state\":\"running\"}]\n";
        String first = "[{\"address\":\"198.51.100.7\",\"base\":\"tiny-base\",\"created\":\"2026-03-01T11:55:00Z\","
                + "\"ending\":false,";

        assertThat(cloudhost.run("down", "--json", "box-1"))
                .isEqualTo(new Result(0, first + rest.formatted("box-1", "removed"), ""));
        assertThat(cloudhost.run("down", "--json", "stuck-1"))
                .isEqualTo(new Result(
                        1,
                        first + "\"failure\":\"stuck-1 cannot be removed: it is held\","
                                + rest.formatted("stuck-1", "failed"),
                        "cloudhost: stuck-1 cannot be removed: it is held\n"));
        assertThat(cloudhost.run("down", "--json", "box-1").out()).isEqualTo("[]\n");
    }

    @Test
    void leavesOnlyWholeLinesOnATerminal() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED));
        place.put(host("stuck-1", "box", DETACHED));

        assertThat(cloudhost.seen("down", "box-1")).isEqualTo("removed box-1 at folder:place-of-box\n");
        assertThat(cloudhost.seen("down", "--json", "box-2")).isEqualTo("""
                        []
                        cloudhost: no host of name 'box-2', and no such label (labels: box). Found: stuc
                        k-1 (detached, of ada@build-box, at folder:place-of-box)
                        """);
        assertThat(cloudhost.seen("down", "--json", "stuck-1")).endsWith("}]\n").doesNotContain("removing");
    }

    @Test
    void goesOnWhereAPlaceCannotBeReached() {
        cloudhost.unreachable("away");
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED, self));

        assertThat(cloudhost.run("down", "--all"))
                .isEqualTo(new Result(
                        1, "removed box-1 at folder:place-of-box\n", "cloudhost: folder:gone cannot be reached\n"));
    }

    @Test
    void goesOnWhereALabelIsNotConfiguredProperly() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED, self));
        place.put(host("box-2", "box", SESSION));
        cloudhost.mistyped("wrong");
        String complaint = cloudhost.complaintOf("wrong", 3);

        assertThat(cloudhost.run("down", "--all"))
                .isEqualTo(new Result(1, "removed box-1 at folder:place-of-box\n", complaint));
        assertThat(cloudhost.run("down", "box-2"))
                .isEqualTo(new Result(1, "removed box-2 at folder:place-of-box\n", complaint));
    }

    @Test
    void needsToKnowWhatToRemove() {
        assertThat(cloudhost.run("down")).isEqualTo(new Result(2, "", """
                        cloudhost: Missing required argument (specify one of these): (LABEL|NAME | --all)
                        Try 'cloudhost down --help'.
                        """));
    }

    private HostRecord ofAnotherUser(String name) {
        return host(name, "box", DETACHED, new Owner(self.session(), "ada", self.machine(), self.process()));
    }

    private HostRecord ofAnotherMachine(String name) {
        return host(name, "box", DETACHED, new Owner(self.session(), self.user(), "elsewhere", self.process()));
    }
}
