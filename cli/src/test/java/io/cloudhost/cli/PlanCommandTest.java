package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.cli.CommandLineFixture.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    @TempDir
    Path folder;

    CommandLineFixture cloudhost;

    @BeforeEach
    void createCommandLine() {
        cloudhost = new CommandLineFixture(folder);
    }

    @Test
    void groupsTheElementsByVerdict() {
        cloudhost.label("box");

        assertThat(cloudhost.run("plan", "box")).isEqualTo(new Result(0, """
                        box-1 from tiny-base
                        kept
                           cpu  as the base has it
                        rewritten
                           name  a clone has a name of its own
                        shared
                           disk sda  a read-only CD-ROM
                        """, ""));
    }

    @Test
    void endsWithAStatusOfItsOwnWhereItRefuses() {
        cloudhost.label("box", "refuse = \"hostdev 0\"");

        Result result = cloudhost.run("plan", "box");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out()).endsWith("""
                refused
                   hostdev 0  a device has one owner
                              -> Detach it from the base
                """);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void plansFromADescriptionAlone() throws IOException {
        cloudhost.unreachable("away");
        Path xml = Files.writeString(folder.resolve("base.xml"), "<domain/>");

        Result result = cloudhost.run("plan", "--domain-xml", xml.toString());

        assertThat(result.status()).isZero();
        assertThat(result.out()).startsWith("clone-1 from tiny-base\n");
    }

    @Test
    void failsWhereTheDescriptionCannotBeRead() {
        cloudhost.label("box");

        Path none = folder.resolve("none.xml");

        Result result = cloudhost.run("plan", "--domain-xml", none.toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).startsWith("cloudhost: there is no file " + none + " that can be read\n");
    }

    @Test
    void printsOnlyTheXml() {
        cloudhost.label("box");

        assertThat(cloudhost.run("plan", "box", "--print-xml")).isEqualTo(new Result(0, """
                        <domain>
                          <name>box-1</name>
                        </domain>
                        """, ""));
    }

    @Test
    void keepsWhatIsRefusedAwayFromTheXml() {
        cloudhost.label("box", "refuse = \"hostdev 0\"");

        assertThat(cloudhost.run("plan", "box", "--print-xml")).isEqualTo(new Result(3, """
                        <domain>
                          <name>box-1</name>
                        </domain>
                        """, """
                        refused
                           hostdev 0  a device has one owner
                                      -> Detach it from the base
                        """));
    }

    @Test
    void printsAnObjectAsJson() {
        cloudhost.label("box", "refuse = \"hostdev 0\"");

        assertThat(cloudhost.run("plan", "box", "--json"))
                .isEqualTo(new Result(
                        3,
                        "{\"base\":\"tiny-base\",\"decisions\":["
                                + "{\"element\":\"name\",\"reason\":\"a clone has a name of its own\",\"verdict\":\"rewritten\"},"
                                + "{\"element\":\"cpu\",\"reason\":\"as the base has it\",\"verdict\":\"kept\"},"
                                + "{\"element\":\"hostdev 0\",\"reason\":\"a device has one owner\","
                                + "\"remedy\":\"Detach it from the base\",\"verdict\":\"refused\"},"
                                + "{\"element\":\"disk sda\",\"reason\":\"a read-only CD-ROM\",\"verdict\":\"shared\"}],"
                                + "\"description\":\"<domain>\\n  <name>box-1</name>\\n</domain>\\n\","
                                + "\"name\":\"box-1\",\"refused\":true}\n",
                        ""));
    }

    @Test
    void coloursTheVerdictsOnATerminal() {
        cloudhost.label("box", "refuse = \"hostdev 0\"");

        assertThat(cloudhost.coloured().run("plan", "box").out())
                .contains("\n\u001B[31mrefused\u001B[0m\n")
                .contains("\n   hostdev 0  a device has one owner\n");
    }

    @Test
    void takesOneFormAtMost() {
        cloudhost.label("box");

        assertThat(cloudhost.run("plan", "box", "--json", "--print-xml")).isEqualTo(new Result(2, "", """
                        cloudhost: --print-xml, --json are mutually exclusive (specify only one)
                        Try 'cloudhost plan --help'.
                        """));
    }

    @Test
    void plansFromALabelOrADescription() {
        assertThat(cloudhost.run("plan", "box", "--domain-xml", "base.xml")).isEqualTo(new Result(2, "", """
                        cloudhost: LABEL, --domain-xml=FILE are mutually exclusive (specify only one)
                        Try 'cloudhost plan --help'.
                        """));
    }
}
