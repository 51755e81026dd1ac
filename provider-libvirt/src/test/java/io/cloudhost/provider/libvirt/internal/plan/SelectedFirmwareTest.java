package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.HostDevices;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Nvram;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Tpm;
import org.junit.jupiter.api.Test;

/** A base that leaves the choice of its firmware to libvirt. */
class SelectedFirmwareTest {

    private static final String AUTOMATIC = """
            <domain><name>base</name>
              <os firmware='efi'>
                <type>hvm</type>
                <firmware><feature enabled='yes' name='secure-boot'/></firmware>
              </os>
              <features><acpi/></features>
            </domain>
            """;

    @Test
    void statesTheFirmwareSoThatTheVariablesCanBeTheBases() {
        ClonePlan plan = new PlanFixture()
                .selecting(new SelectedFirmware("/fw/CODE.fd", "/nvram/base_VARS.fd", false))
                .plan(AUTOMATIC);

        assertThat(os(plan.xml()))
                .isEqualTo(
                        "<os><type>hvm</type><loader readonly=\"yes\" secure=\"no\" type=\"pflash\">/fw/CODE.fd</loader>"
                                + "<nvram template=\"/nvram/base_VARS.fd\"/></os>");
        assertThat(plan.decisions())
                .extracting(PlanFixture::show)
                .contains("rewritten os nvram: its own, with the contents of /nvram/base_VARS.fd");
        assertThat(plan.varstore())
                .hasValueSatisfying(copied -> assertThat(copied.path()).isEqualTo("/nvram/base_VARS.fd"));
    }

    @Test
    void statesTheModeThatGuardedVariablesNeed() {
        ClonePlan plan = new PlanFixture()
                .selecting(new SelectedFirmware("/fw/CODE.fd", "/nvram/base_VARS.fd", true))
                .plan(AUTOMATIC);

        assertThat(plan.xml()).contains("secure=\"yes\"", "<smm state=\"on\"/>");
    }

    @Test
    void leavesTheChoiceToLibvirtAgainWhereTheBaseNeverRan() {
        ClonePlan plan = new PlanFixture()
                .selecting(new SelectedFirmware("/fw/CODE.fd", "/nvram/base_VARS.fd", false))
                .plan(AUTOMATIC);

        assertThat(os(plan.xmlWithFreshVarstore()))
                .isEqualTo("<os firmware=\"efi\"><type>hvm</type>"
                        + "<firmware><feature enabled=\"yes\" name=\"secure-boot\"/></firmware></os>");
    }

    @Test
    void leavesTheChoiceToLibvirtWhereFreshVariablesAreAskedFor() {
        ClonePlan plan = new PlanFixture()
                .with(new ClonePolicies(Nvram.FRESH, Tpm.FRESH, HostDevices.REFUSE, false))
                .selecting(new SelectedFirmware("/fw/CODE.fd", "/nvram/base_VARS.fd", false))
                .plan(AUTOMATIC);

        assertThat(os(plan.xml())).startsWith("<os firmware=\"efi\">").doesNotContain("/nvram/");
        assertThat(plan.varstore()).isEmpty();
    }

    @Test
    void refusesWhereTheHypervisorDoesNotTellOfTheVariables() {
        assertThat(new PlanFixture().plan(AUTOMATIC).decisions())
                .extracting(PlanFixture::show)
                .contains("refused os nvram: its hypervisor does not tell where the base's variables are"
                        + " -> set nvram = fresh");
    }

    @Test
    void saysWhereOnlyTheHypervisorKnowsTheVariables() {
        ClonePlan plan = new PlanFixture().assuming().plan(AUTOMATIC);

        assertThat(os(plan.xml())).startsWith("<os firmware=\"efi\">");
        assertThat(plan.decisions())
                .extracting(PlanFixture::show)
                .contains("rewritten os nvram: its own, with the base's contents where its hypervisor tells them");
    }

    @Test
    void believesABaseThatStatesWhatWasSelected() {
        ClonePlan plan = new PlanFixture().plan("""
                <domain><name>base</name>
                  <os firmware='efi'>
                    <firmware><feature enabled='no' name='secure-boot'/></firmware>
                    <loader readonly='yes' type='pflash'>/fw/CODE.fd</loader>
                    <nvram template='/fw/VARS.fd'>/nvram/base_VARS.fd</nvram>
                  </os>
                </domain>
                """);

        assertThat(os(plan.xml()))
                .isEqualTo("<os><loader readonly=\"yes\" type=\"pflash\">/fw/CODE.fd</loader>"
                        + "<nvram template=\"/nvram/base_VARS.fd\"/></os>");
        assertThat(os(plan.xmlWithFreshVarstore()))
                .isEqualTo("<os firmware=\"efi\"><firmware><feature enabled=\"no\" name=\"secure-boot\"/></firmware>"
                        + "<loader readonly=\"yes\" type=\"pflash\">/fw/CODE.fd</loader>"
                        + "<nvram template=\"/fw/VARS.fd\"/></os>");
    }

    @Test
    void refusesWhereThatIsAskedFor() {
        ClonePlan plan = new PlanFixture()
                .with(new ClonePolicies(Nvram.REFUSE, Tpm.FRESH, HostDevices.REFUSE, false))
                .plan(AUTOMATIC);

        assertThat(plan.decisions())
                .extracting(PlanFixture::show)
                .contains(
                        "refused os nvram: nvram = refuse forbids firmware variables -> set nvram to copy or to fresh");
    }

    private static String os(String xml) {
        return XmlElement.parse(xml).child("os").orElseThrow().toXml().replaceAll(">\\s+<", "><");
    }
}
