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
                           as the base has it: cpu
                        rewritten
                           name  a clone has a name of its own
                        shared
                           disk sda  a read-only CD-ROM
                        would be cloned: 1 kept, 1 rewritten, 1 shared
                        """, ""));
    }

    @Test
    void endsWithAStatusOfItsOwnWhereItRefuses() {
        cloudhost.label("box", "refuse = \"hostdev 0\"");

        Result result = cloudhost.run("plan", "box");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out()).endsWith("""
                refused
                   hostdev 0  a device has one owner -> Detach it from the base
                refused: 1 of 4 elements cannot be cloned
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
    void plansFromADescriptionOnTheStandardInput() {
        cloudhost.unreachable("away");

        Result result = cloudhost.piped("<domain><hostdev/></domain>").run("plan", "--domain-xml", "-");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out()).startsWith("clone-1 from tiny-base\n").contains("\n   hostdev 0  ");
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
    void printsNoXmlOfWhatIsRefused() {
        cloudhost.label("box", "refuse = \"hostdev 0\"");

        assertThat(cloudhost.run("plan", "box", "--print-xml")).isEqualTo(new Result(3, "", """
                        refused
                           hostdev 0  a device has one owner -> Detach it from the base
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
    void coloursWhatMattersOnATerminal() {
        cloudhost.label("box", "refuse = \"hostdev 0\"");

        assertThat(cloudhost.coloured().wide(80).run("plan", "box").out()).isEqualTo("""
                \u001B[1mbox-1 from tiny-base\u001B[0m
                \u001B[1m\u001B[32mkept\u001B[0m
                   as the base has it: cpu
                \u001B[1m\u001B[36mrewritten\u001B[0m
                   name  a clone has a name of its own
                \u001B[1m\u001B[33mshared\u001B[0m
                   disk sda  a read-only CD-ROM
                \u001B[1m\u001B[31mrefused\u001B[0m
                   hostdev 0  a device has one owner
                              -> Detach it from the base
                \u001B[1m\u001B[31mrefused: 1 of 4 elements cannot be cloned\u001B[0m
                """);
    }

    @Test
    void endsInGreenWhereNothingIsRefused() {
        cloudhost.label("box");

        assertThat(cloudhost.coloured().run("plan", "box").out())
                .endsWith("\n\u001B[1m\u001B[32mwould be cloned: 1 kept, 1 rewritten, 1 shared\u001B[0m\n");
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
