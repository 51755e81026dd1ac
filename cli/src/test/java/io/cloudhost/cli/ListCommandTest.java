package io.cloudhost.cli;

import static io.cloudhost.cli.CommandLineFixture.ending;
import static io.cloudhost.cli.CommandLineFixture.host;
import static io.cloudhost.cli.CommandLineFixture.vouchedFor;
import static io.cloudhost.core.Lifetime.DETACHED;
import static io.cloudhost.core.Lifetime.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.cli.CommandLineFixture.Result;
import io.cloudhost.core.spi.HostRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;

    @BeforeEach
    void createCommandLine() {
        cloudhost = new CommandLineFixture(folder);
    }

    @Test
    void showsATable() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED));
        place.put(withoutAddress(host("box-22", "box", SESSION)));

        assertThat(cloudhost.run("list")).isEqualTo(new Result(0, """
                        NAME    LABEL  BASE       OWNER          AGE    STATE    LIFETIME  ADDRESS
                        box-1   box    tiny-base  ada@build-box  5 min  running  detached  198.51.100.7
                        box-22  box    tiny-base  ada@build-box  5 min  running  session   -
                        """, ""));
    }

    @Test
    void showsWhatIsBeingRemovedAndUntilWhenSomebodyVouchesForAHost() {
        HostFolder place = cloudhost.label("box");
        place.put(ending(host("box-1", "box", DETACHED)));
        place.put(vouchedFor("box-2", Instant.parse("2026-03-01T12:30:00Z")));

        assertThat(cloudhost.run("list").out().lines())
                .anyMatch(line -> line.matches("box-1 .* running +ending .*"))
                .anyMatch(line -> line.matches("box-2 .* running +session .*"));
        assertThat(cloudhost.run("list", "--json").out())
                .contains("\"ending\":true", "\"expiry\":\"2026-03-01T12:30:00Z\"");
    }

    @Test
    void showsAPlaceOnceWhereTwoLabelsNameIt() {
        HostFolder place = cloudhost.label("box");
        cloudhost.configure("same { folder = \"" + folder.resolve("place-of-box") + "\" }");
        place.put(host("box-1", "box", DETACHED));

        assertThat(cloudhost.run("list").out()).hasLineCount(2);
    }

    @Test
    void showsAHostOnceWhereTwoNamesLeadToItsPlace() throws IOException {
        HostFolder place = cloudhost.label("box");
        Path other = Files.createSymbolicLink(folder.resolve("other-name"), folder.resolve("place-of-box"));
        cloudhost.configure("same { folder = \"" + other + "\" }");
        place.put(host("box-1", "box", DETACHED));

        assertThat(cloudhost.run("list").out()).hasLineCount(2);
    }

    @Test
    void printsAnArrayAsJson() {
        HostFolder place = cloudhost.label("box");
        place.put(host("box-1", "box", DETACHED));
        place.put(withoutAddress(host("box-2", "box", SESSION)));
        String owner = "\"owner\":{\"machine\":\"build-box\",\"process\":4711,"
                + "\"session\":\"6f0c9d4e-0000-4000-8000-000000000001\",\"user\":\"ada\"}";

        assertThat(cloudhost.run("list", "--json"))
                .isEqualTo(new Result(
                        0,
                        "[{\"address\":\"198.51.100.7\",\"base\":\"tiny-base\",\"created\":\"2026-03-01T11:55:00Z\",\"ending\":false,"
                                + "\"label\":\"box\",\"lifetime\":\"detached\",\"name\":\"box-1\"," + owner
                                + ",\"place\":\"folder:place-of-box\",\"state\":\"running\"},"
                                + "{\"base\":\"tiny-base\",\"created\":\"2026-03-01T11:55:00Z\",\"ending\":false,"
                                + "\"label\":\"box\",\"lifetime\":\"session\",\"name\":\"box-2\"," + owner
                                + ",\"place\":\"folder:place-of-box\",\"state\":\"running\"}]\n",
                        ""));
    }

    @Test
    void letsNoNameOfOthersTellTheTerminalWhatToDo() {
        cloudhost.label("box").put(host("box-1", "b\u009B2Jx", DETACHED));

        assertThat(cloudhost.run("list").out()).contains("\nbox-1  b?2Jx  ");
    }

    @Test
    void erasesWhatItWaitedForOnATerminal() {
        cloudhost.label("box").put(host("box-1", "box", DETACHED));

        assertThat(cloudhost.seen("list", "--json")).startsWith("[{").endsWith("}]\n");
        assertThat(cloudhost.printed()).contains("looking for hosts");
    }

    @Test
    void saysThatThereAreNoHosts() {
        cloudhost.label("box");

        assertThat(cloudhost.run("list")).isEqualTo(new Result(0, "", "no hosts\n"));
        assertThat(cloudhost.run("list", "--json")).isEqualTo(new Result(0, "[]\n", ""));
    }

    @Test
    void listsTheOthersWhereAPlaceCannotBeReached() {
        cloudhost.unreachable("away");
        cloudhost.label("box").put(host("box-1", "box", DETACHED));

        assertThat(cloudhost.run("list")).isEqualTo(new Result(1, """
                        NAME   LABEL  BASE       OWNER          AGE    STATE    LIFETIME  ADDRESS
                        box-1  box    tiny-base  ada@build-box  5 min  running  detached  198.51.100.7
                        """, "cloudhost: folder:gone cannot be reached\n"));
    }

    @Test
    void listsTheOthersWhereALabelIsNotConfiguredProperly() {
        cloudhost.mistyped("a");
        cloudhost.label("box").put(host("box-1", "box", DETACHED));

        assertThat(cloudhost.run("list")).isEqualTo(new Result(1, """
                        NAME   LABEL  BASE       OWNER          AGE    STATE    LIFETIME  ADDRESS
                        box-1  box    tiny-base  ada@build-box  5 min  running  detached  198.51.100.7
                        """, cloudhost.complaintOf("a", 1)));
    }

    private static HostRecord withoutAddress(HostRecord host) {
        return new HostRecord(
                host.name(),
                host.label(),
                host.base(),
                host.owner(),
                host.lifetime(),
                host.created(),
                host.state(),
                Optional.empty(),
                host.expiry(),
                host.ending());
    }
}
