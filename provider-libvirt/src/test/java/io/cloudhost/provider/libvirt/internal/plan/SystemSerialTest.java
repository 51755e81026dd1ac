package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.HostDevices;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Nvram;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Tpm;
import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemSerialTest {

    private static final String SERIAL = "ds=nocloud;i=" + PlanFixture.CLONE + ";h=clone";
    private static final String ENTRY = "<entry name=\"serial\">" + SERIAL + "</entry>";
    private static final String SYSINFO = "<sysinfo type=\"smbios\"><system>" + ENTRY + "</system></sysinfo>";

    private static final String ADDED =
            "rewritten sysinfo: system serial number added, to tell the guest its name: " + SERIAL;
    private static final String REPLACED =
            "rewritten sysinfo: system serial number replaced, to tell the guest its name: " + SERIAL;
    private static final String SHOWN = "rewritten os smbios: mode sysinfo, so that the guest is told its name";
    private static final String OS_KEPT = "kept os: part of the machine";

    @ParameterizedTest
    @ValueSource(strings = {"", "<smbios mode='emulate'/>", "<smbios/>"})
    void tellsTheGuestItsName(String smbios) {
        assertThat(named("<os>" + smbios + "</os>"))
                .isEqualTo(Outcome.of("<os><smbios mode=\"sysinfo\"/></os>" + SYSINFO, SHOWN, OS_KEPT, ADDED));
    }

    @Test
    void replacesTheBasesSerialNumberAndKeepsAllElse() {
        assertThat(named("<sysinfo type='smbios'><bios><entry name='vendor'>V</entry></bios>"
                        + "<system><entry name='product'>P</entry><entry name='serial'>S-1</entry></system>"
                        + "<baseBoard><entry name='serial'>B-1</entry></baseBoard>"
                        + "<oemStrings><entry>serial</entry></oemStrings></sysinfo>"
                        + "<os><smbios mode='sysinfo'/></os>"))
                .isEqualTo(Outcome.of(
                        "<sysinfo type=\"smbios\"><bios><entry name=\"vendor\">V</entry></bios>"
                                + "<system><entry name=\"product\">P</entry>" + ENTRY + "</system>"
                                + "<baseBoard><entry name=\"serial\">B-1</entry></baseBoard>"
                                + "<oemStrings><entry>serial</entry></oemStrings></sysinfo>"
                                + "<os><smbios mode=\"sysinfo\"/></os>",
                        REPLACED,
                        OS_KEPT));
    }

    @Test
    void letsTheSystemUuidFollowTheClonesToo() {
        assertThat(named("<sysinfo type='smbios'><system>"
                        + "<entry name='uuid'>e57dc731-97df-4eac-9636-1e34597dfa4a</entry></system></sysinfo>"))
                .isEqualTo(Outcome.of(
                        "<sysinfo type=\"smbios\"><system><entry name=\"uuid\">" + PlanFixture.CLONE + "</entry>"
                                + ENTRY + "</system></sysinfo>",
                        "rewritten sysinfo: system UUID follows the clone's; system serial number added,"
                                + " to tell the guest its name: " + SERIAL));
    }

    @Test
    void leavesOtherConfigurationOfTheFirmwareAlone() {
        String sysinfo = "<sysinfo type=\"fwcfg\"><entry name=\"serial\">x</entry></sysinfo>";

        assertThat(named(sysinfo)).isEqualTo(Outcome.of(sysinfo + SYSINFO, "kept sysinfo: part of the machine", ADDED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "i686", "aarch64"})
    void tellsItOnMachinesWithSuchTables(String architecture) {
        String type = "<type arch=\"" + architecture + "\">hvm</type>";

        assertThat(named("<os>" + type + "</os>"))
                .isEqualTo(
                        Outcome.of("<os>" + type + "<smbios mode=\"sysinfo\"/></os>" + SYSINFO, SHOWN, OS_KEPT, ADDED));
    }

    @Test
    void refusesAMachineWithoutSuchTables() {
        assertThat(named("<os><type arch='s390x'>hvm</type></os>").decisions())
                .contains(
                        "refused os type: a machine of s390x has no SMBIOS tables, which could tell the guest its name"
                                + " -> set guestHostname = false");
    }

    @Test
    void refusesAMachineWithTheTablesOfItsHypervisors() {
        assertThat(named("<os><smbios mode='host'/></os>").decisions())
                .contains(
                        "refused os smbios: the guest sees the SMBIOS tables of the hypervisor's machine, which do not"
                                + " tell it its name -> remove <smbios mode='host'/> from the base, or set guestHostname = false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=1,serial=S-1", "serial=ds=nocloud;h=base,type=1", "type=0x01,serial=S-1"})
    void refusesASerialNumberBehindLibvirtsBack(String value) {
        assertThat(named(commandLine("-smbios", value)).decisions())
                .contains(
                        "refused qemu:commandline: its -smbios sets the system's serial number, which hides the one that"
                                + " tells the guest its name -> describe it with libvirt's own elements, or set guestHostname = false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=1,product=serial=x",
                "type=2,serial=B-1",
                "serial=C-1,type=3",
                "type=4,serial=P-1",
                "type=11,value=x",
                "type=17,serial=M-1"
            })
    void keepsWhatElseIsInTheTablesBehindLibvirtsBack(String value) {
        assertThat(named(commandLine("-smbios", value)).decisions())
                .contains("kept qemu:commandline: part of the machine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<os><type arch=\"s390x\">hvm</type></os>",
                "<os><smbios mode=\"host\"/></os>",
                "<os><smbios mode=\"emulate\"/></os>"
            })
    void changesNothingWhereItIsNotAskedFor(String os) {
        assertThat(new PlanFixture().elements(os)).isEqualTo(Outcome.of(os, OS_KEPT));
    }

    @Test
    void keepsASerialNumberBehindLibvirtsBackWhereItIsNotAskedFor() {
        assertThat(new PlanFixture()
                        .elements(commandLine("-smbios", "type=1,serial=S-1"))
                        .decisions())
                .containsExactly("kept qemu:commandline: part of the machine");
    }

    @Test
    void tellsItToACloneThatCopiesNoVariablesToo() {
        ClonePlan plan = new PlanFixture()
                .with(policies())
                .plan("<domain><name>base</name><os><nvram>/nvram/base.fd</nvram></os></domain>");

        XmlElement clone = XmlElement.parse(plan.xmlWithFreshVarstore());
        assertThat(clone.child("os").orElseThrow().toXml()).isEqualTo("<os><nvram/><smbios mode=\"sysinfo\"/></os>");
        assertThat(clone.child("sysinfo").orElseThrow().toXml()).isEqualTo(SYSINFO);
    }

    private static Outcome named(String elements) {
        return new PlanFixture().with(policies()).elements(elements);
    }

    private static ClonePolicies policies() {
        return new ClonePolicies(Nvram.COPY, Tpm.FRESH, HostDevices.REFUSE, true);
    }

    private static String commandLine(String option, String value) {
        return "<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:arg value='" + option
                + "'/><q:arg value='" + value + "'/></q:commandline>";
    }
}
