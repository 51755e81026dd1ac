package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityRuleTest {

    @Test
    void givesTheCloneANameAndAUuidOfItsOwn() {
        ClonePlan plan = new PlanFixture().plan("""
                <domain id='3'><name>base</name><uuid>e57dc731-97df-4eac-9636-1e34597dfa4a</uuid></domain>
                """);

        XmlElement clone = XmlElement.parse(plan.xml());
        assertThat(clone.attribute("id")).isEmpty();
        assertThat(clone.child("name").flatMap(XmlElement::text)).contains("clone");
        assertThat(clone.child("uuid").flatMap(XmlElement::text)).contains(PlanFixture.CLONE.toString());
        assertThat(plan.decisions())
                .containsExactly(
                        new Decision("name", Verdict.REWRITTEN, "the clone's own: clone", Optional.empty()),
                        new Decision(
                                "uuid", Verdict.REWRITTEN, "the clone's own: " + PlanFixture.CLONE, Optional.empty()));
    }

    @Test
    void givesABaseWithoutAUuidsCloneOneAllTheSame() {
        ClonePlan plan = new PlanFixture().plan("<domain><name>base</name></domain>");

        assertThat(XmlElement.parse(plan.xml()).child("uuid").flatMap(XmlElement::text))
                .contains(PlanFixture.CLONE.toString());
    }

    @Test
    void dropsTheTitleAndKeepsTheDescription() {
        assertThat(elements("<title>The base</title><description>/a b</description>"))
                .isEqualTo(Outcome.of(
                        "<description>/a b</description>",
                        "rewritten title: dropped: it names the base",
                        "kept description: part of the machine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<genid>e57dc731-97df-4eac-9636-1e34597dfa4b</genid>", "<genid/>"})
    void makesANewGenerationId(String genid) {
        assertThat(elements(genid))
                .isEqualTo(Outcome.of(
                        "<genid>" + PlanFixture.GENERATION + "</genid>",
                        "rewritten genid: the clone's own: " + PlanFixture.GENERATION));
    }

    @Test
    void tellsTheGuestTheClonesUuid() {
        assertThat(elements("<hwuuid>e57dc731-97df-4eac-9636-1e34597dfa4a</hwuuid><sysinfo type='smbios'>"
                        + "<system><entry name='uuid'>e57dc731-97df-4eac-9636-1e34597dfa4a</entry></system></sysinfo>"))
                .isEqualTo(Outcome.of(
                        "<hwuuid>" + PlanFixture.CLONE + "</hwuuid><sysinfo type=\"smbios\"><system>"
                                + "<entry name=\"uuid\">" + PlanFixture.CLONE + "</entry></system></sysinfo>",
                        "rewritten hwuuid: the clone's own: " + PlanFixture.CLONE,
                        "rewritten sysinfo: system UUID follows the clone's; serial numbers stay"));
    }

    @Test
    void letsTheSystemUuidFollowTheClonesAndKeepsSerialNumbers() {
        assertThat(elements("<sysinfo type='smbios'>"
                        + "<system><entry name='serial'>S-1</entry>"
                        + "<entry name='uuid'>e57dc731-97df-4eac-9636-1e34597dfa4a</entry></system>"
                        + "<baseBoard><entry name='serial'>B-1</entry></baseBoard></sysinfo>"))
                .isEqualTo(Outcome.of(
                        "<sysinfo type=\"smbios\"><system><entry name=\"serial\">S-1</entry>"
                                + "<entry name=\"uuid\">" + PlanFixture.CLONE + "</entry></system>"
                                + "<baseBoard><entry name=\"serial\">B-1</entry></baseBoard></sysinfo>",
                        "rewritten sysinfo: system UUID follows the clone's; serial numbers stay"));
    }

    @Test
    void keepsFirmwareTablesWithoutASystemUuid() {
        String sysinfo = "<sysinfo type=\"fwcfg\"><entry file=\"/srv/config.ign\" name=\"opt/config\"/></sysinfo>";

        assertThat(elements(sysinfo)).isEqualTo(Outcome.of(sysinfo, "kept sysinfo: part of the machine"));
    }

    private static Outcome elements(String elements) {
        return new PlanFixture().elements(elements);
    }
}
