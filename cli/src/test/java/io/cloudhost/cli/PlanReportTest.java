package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class PlanReportTest {

    static final HostPlan REFUSED = plan(
            kept("memory", "part of the machine"),
            kept("vcpu", "part of the machine"),
            decision("name", Verdict.REWRITTEN, "the clone's own: web-1"),
            kept("controller usb", "part of the machine"),
            kept("controller usb", "part of the machine"),
            decision(
                    "disk vda",
                    Verdict.REWRITTEN,
                    "overlay /pool/web-1-vda.qcow2 on qcow2 /pool/a-long-name-to-copy.qcow2"),
            kept("serial pty", "made anew for each domain"),
            refused("hostdev pci", "a device has one owner", "remove it from the base"),
            decision("cdrom sda", Verdict.SHARED, "read-only"),
            kept("controller usb", "part of the machine"),
            refused("hostdev pci", "a device has one owner", "remove it from the base"),
            refused("disk vdb", "is encrypted", "use a base whose disks are not encrypted"));

    @Test
    void isOneLineForEachRowAwayFromATerminal() {
        assertThat(text(REFUSED, OptionalInt.empty())).isEqualTo("""
                web-1 from web
                kept
                   part of the machine: memory, vcpu, controller usb ×3
                   made anew for each domain: serial pty
                rewritten
                   name      the clone's own: web-1
                   disk vda  overlay /pool/web-1-vda.qcow2 on qcow2 /pool/a-long-name-to-copy.qcow2
                shared
                   cdrom sda  read-only
                refused
                   hostdev pci ×2  a device has one owner -> remove it from the base
                   disk vdb        is encrypted -> use a base whose disks are not encrypted
                refused: 3 of 12 elements cannot be cloned""");
    }

    @Test
    void fitsATerminal() {
        assertThat(text(REFUSED, OptionalInt.of(50))).isEqualTo("""
                web-1 from web
                kept
                   part of the machine: memory, vcpu,
                      controller usb ×3
                   made anew for each domain: serial pty
                rewritten
                   name      the clone's own: web-1
                   disk vda  overlay /pool/web-1-vda.qcow2 on
                             qcow2 /pool/a-long-name-to-copy.qcow2
                shared
                   cdrom sda  read-only
                refused
                   hostdev pci ×2  a device has one owner
                                   -> remove it from the base
                   disk vdb        is encrypted
                                   -> use a base whose disks are
                                   not encrypted
                refused: 3 of 12 elements cannot be cloned""");
    }

    @Test
    void fitsANarrowTerminal() {
        assertThat(text(REFUSED, OptionalInt.of(36))).endsWith("""
                refused
                   hostdev pci ×2
                      a device has one owner
                      -> remove it from the base
                   disk vdb
                      is encrypted
                      -> use a base whose disks are
                      not encrypted
                refused: 3 of 12 elements cannot be cloned""");
    }

    @Test
    void endsWithWhatAClonesElementsWouldBe() {
        assertThat(text(plan(kept("memory", "part of the machine")), OptionalInt.empty()))
                .endsWith("\nwould be cloned: 1 kept");
    }

    @Test
    void staysInItsLinesWhateverTheBaseSays() {
        HostPlan plan = plan(decision("disk a\n\u009B31m", Verdict.SHARED, "read\ronly"));

        assertThat(text(plan, OptionalInt.empty())).contains("\n   disk a??31m  read?only\n");
    }

    @Test
    void hasAllDecisionsInTheirOrderForPrograms() {
        String json = new PlanReport(REFUSED, terminal(OptionalInt.of(50))).json();

        assertThat(json.split("\"element\":")).hasSize(1 + REFUSED.decisions().size());
        assertThat(json)
                .contains("{\"element\":\"vcpu\",\"reason\":\"part of the machine\",\"verdict\":\"kept\"},"
                        + "{\"element\":\"name\",\"reason\":\"the clone's own: web-1\",\"verdict\":\"rewritten\"},");
    }

    static String text(HostPlan plan, OptionalInt columns) {
        return String.join("\n", new PlanReport(plan, terminal(columns)).text());
    }

    static Terminal terminal(OptionalInt columns) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Terminal(InputStream.nullInputStream(), nowhere, nowhere, Ansi.OFF, columns, Optional.empty());
    }

    static HostPlan plan(Decision... decisions) {
        return new HostPlan("web-1", "web", List.of(decisions), "<domain/>");
    }

    static Decision kept(String element, String reason) {
        return decision(element, Verdict.KEPT, reason);
    }

    static Decision refused(String element, String reason, String remedy) {
        return new Decision(element, Verdict.REFUSED, reason, Optional.of(remedy));
    }

    static Decision decision(String element, Verdict verdict, String reason) {
        return new Decision(element, verdict, reason, Optional.empty());
    }
}
