package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.HostDevices;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Nvram;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Tpm;
import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirmwareRuleTest {

    private static final String COPIED = "rewritten os nvram: its own, with the contents of /nvram/base.fd";
    private static final String FRESH = "rewritten os nvram: its own, fresh from the firmware's template";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <nvram>/nvram/base.fd</nvram>                                                              | <nvram template="/nvram/base.fd"/>
            <nvram template='/fw/VARS.fd'>/nvram/base.fd</nvram>                                       | <nvram template="/nvram/base.fd"/>
            <nvram type='file'><source file='/nvram/base.fd'><seclabel relabel='no'/></source></nvram> | <nvram template="/nvram/base.fd"/>
            <nvram type='file' format='raw'><source file='/nvram/base.fd'/></nvram>                    | <nvram format="raw" template="/nvram/base.fd"/>
            <nvram type='file' format='qcow2'><source file='/nvram/base.fd'/></nvram>                  | <nvram format="qcow2" template="/nvram/base.fd" templateFormat="qcow2"/>
            <nvram template='/fw/VARS.qcow2' templateFormat='qcow2'>/nvram/base.fd</nvram>             | <nvram template="/nvram/base.fd"/>
            """)
    void givesTheCloneVariablesWithTheContentsOfTheBases(String base, String clone) {
        assertThat(os(base)).isEqualTo(Outcome.of("<os>" + clone + "</os>", COPIED, "kept os: part of the machine"));
    }

    @Test
    void copiesTheVariablesOfFirmwareThatHasNoFlash() {
        assertThat(os("<varstore template='/fw/vars.json' path='/nvram/base.json'/>"))
                .isEqualTo(Outcome.of(
                        "<os><varstore template=\"/nvram/base.json\"/></os>",
                        "rewritten os varstore: its own, with the contents of /nvram/base.json",
                        "kept os: part of the machine"));
    }

    @Test
    void saysWhatIsCopied() {
        assertThat(plan("<nvram template='/fw/VARS.fd'>/nvram/base.fd</nvram>").varstore())
                .hasValueSatisfying(copied -> assertThat(copied.path()).isEqualTo("/nvram/base.fd"));
        assertThat(plan("<nvram template='/fw/VARS.fd'/>").varstore()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<nvram template=\"/fw/VARS.fd\"/>", "<nvram/>", "<varstore template=\"/fw/vars.json\"/>"})
    void beginsWithTheTemplateWhereTheBaseNamesNoVariables(String varstore) {
        String name = XmlElement.parse(varstore).name();

        assertThat(os(varstore))
                .isEqualTo(Outcome.of(
                        "<os>" + varstore + "</os>",
                        "rewritten os " + name + ": its own, fresh from the firmware's template",
                        "kept os: part of the machine"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <nvram>/nvram/base.fd</nvram>                                                                      | <nvram/>
            <nvram template='/fw/VARS.fd'>/nvram/base.fd</nvram>                                               | <nvram template="/fw/VARS.fd"/>
            <nvram type='block' template='/fw/VARS.fd'><source dev='/dev/vg/vars'/></nvram>                    | <nvram template="/fw/VARS.fd"/>
            <nvram type='network'><source protocol='nbd' name='vars'><host name='192.0.2.1'/></source></nvram> | <nvram/>
            """)
    void beginsWithTheTemplateWhereThatIsAskedFor(String base, String clone) {
        PlanFixture fixture = new PlanFixture().with(policy(Nvram.FRESH));

        assertThat(fixture.elements("<os>" + base + "</os>"))
                .isEqualTo(Outcome.of("<os>" + clone + "</os>", FRESH, "kept os: part of the machine"));
        assertThat(fixture.plan("<domain><name>base</name><os>" + base + "</os></domain>")
                        .varstore())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<nvram>/nvram/base.fd</nvram>", "<nvram/>", "<nvram type='block'><source dev='/d'/></nvram>"})
    void refusesVariablesWhereThatIsAskedFor(String nvram) {
        assertThat(new PlanFixture()
                        .with(policy(Nvram.REFUSE))
                        .elements("<os>" + nvram + "</os>")
                        .decisions())
                .contains("refused os nvram: nvram = refuse forbids firmware variables"
                        + " -> set nvram to copy or to fresh");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<nvram type='block'><source dev='/dev/vg/vars'/></nvram>",
                "<nvram type='network'><source protocol='nbd' name='vars'/></nvram>"
            })
    void refusesToCopyWhatIsInNoFile(String nvram) {
        assertThat(os(nvram).decisions())
                .contains("refused os nvram: its variables are not in a file, and libvirt copies only files"
                        + " -> set nvram = fresh, or keep the base's varstore in a file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <loader>/fw/bios.bin</loader>                                | <loader>/fw/bios.bin</loader>
            <loader type='rom' readonly='no'>/fw/bios.bin</loader>       | <loader readonly="no" type="rom">/fw/bios.bin</loader>
            <loader type='pflash' readonly='yes'>/fw/CODE.fd</loader>    | <loader readonly="yes" type="pflash">/fw/CODE.fd</loader>
            """)
    void sharesFirmwareThatNobodyWritesTo(String base, String clone) {
        assertThat(os(base))
                .isEqualTo(Outcome.of(
                        "<os>" + clone + "</os>", "shared os loader: read-only", "kept os: part of the machine"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<loader readonly=\"yes\" stateless=\"yes\" type=\"pflash\">/fw/CODE.fd</loader>",
                "<loader type=\"rom\">/fw/CODE.fd</loader>"
            })
    void keepsSelectedFirmwareThatRemembersNothing(String loader) {
        String os = "<os firmware=\"efi\">" + loader + "</os>";

        assertThat(new PlanFixture().with(policy(Nvram.REFUSE)).elements(os))
                .isEqualTo(Outcome.of(os, "shared os loader: read-only", "kept os: part of the machine"));
    }

    @Test
    void leavesTheImageToLibvirtThatSelectsIt() {
        String os = "<os firmware=\"efi\"><loader secure=\"yes\" type=\"pflash\"/></os>";

        assertThat(new PlanFixture().assuming().elements(os))
                .isEqualTo(Outcome.of(
                        os,
                        "kept os loader: selected by libvirt",
                        "rewritten os nvram: its own, with the base's contents where its hypervisor tells them",
                        "kept os: part of the machine"));
    }

    @Test
    void opensFirmwareThatKeepsNothingReadOnly() {
        assertThat(os("<loader type='pflash' stateless='yes'>/fw/CODE.fd</loader>"))
                .isEqualTo(Outcome.of(
                        "<os><loader readonly=\"yes\" stateless=\"yes\" type=\"pflash\">/fw/CODE.fd</loader></os>",
                        "rewritten os loader: opened read-only: nothing is kept in it",
                        "kept os: part of the machine"));
        assertThat(os("<loader type='pflash'>/fw/CODE.fd</loader><nvram template='/fw/VARS.fd'/>"))
                .isEqualTo(Outcome.of(
                        "<os><loader readonly=\"yes\" type=\"pflash\">/fw/CODE.fd</loader>"
                                + "<nvram template=\"/fw/VARS.fd\"/></os>",
                        "rewritten os loader: opened read-only: nothing is kept in it",
                        "rewritten os nvram: its own, fresh from the firmware's template",
                        "kept os: part of the machine"));
    }

    @Test
    void refusesFirmwareThatMayBeWritableForWantOfAWord() {
        assertThat(os("<loader type='pflash'>/fw/base.fd</loader>").decisions())
                .contains("refused os loader: the firmware image is writable, and a clone would write into the base's"
                        + " -> set <loader readonly='yes'> and give the base an <nvram>");
    }

    @Test
    void refusesFirmwareThatTheCloneWouldWriteTo() {
        assertThat(os("<loader readonly='no' type='pflash'>/fw/base.fd</loader>")
                        .decisions())
                .contains("refused os loader: the firmware image is writable, and a clone would write into the base's"
                        + " -> set <loader readonly='yes'> and give the base an <nvram>");
    }

    @Test
    void sharesWhatIsLoadedIntoTheGuest() {
        String os = "<os><type machine=\"q35\">hvm</type><kernel>/boot/vmlinuz</kernel><initrd>/boot/initrd</initrd>"
                + "<cmdline>/not/a/file root=/dev/vda</cmdline><dtb>/boot/a.dtb</dtb><shim>/boot/shim.efi</shim>"
                + "<acpi><table type=\"slic\">/boot/slic.dat</table></acpi><boot dev=\"hd\"/></os>";

        assertThat(new PlanFixture().elements(os))
                .isEqualTo(Outcome.of(
                        os,
                        "shared os kernel: read-only",
                        "shared os initrd: read-only",
                        "shared os dtb: read-only",
                        "shared os shim: read-only",
                        "shared os acpi: read-only",
                        "kept os: part of the machine"));
    }

    @Test
    void keepsTheMemoryOfADeviceOfTheSameName() {
        String nvram = "<nvram><address reg=\"0x3000\" type=\"spapr-vio\"/></nvram>";

        assertThat(new PlanFixture().devices(nvram)).isEqualTo(Outcome.of(nvram, "kept nvram: part of the machine"));
    }

    private static Outcome os(String content) {
        return new PlanFixture().elements("<os>" + content + "</os>");
    }

    private static ClonePlan plan(String content) {
        return new PlanFixture().plan("<domain><name>base</name><os>" + content + "</os></domain>");
    }

    private static ClonePolicies policy(Nvram nvram) {
        return new ClonePolicies(nvram, Tpm.FRESH, HostDevices.REFUSE, false);
    }
}
