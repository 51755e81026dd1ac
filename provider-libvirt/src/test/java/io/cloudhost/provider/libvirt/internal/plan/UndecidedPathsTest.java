package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.plan.PlanFixture.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UndecidedPathsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /srv/state         | <newDevice><backend store='/srv/state'/></newDevice>
            /srv/state         | <newDevice store='/srv/state'/>
            /srv/state         | <newDevice><store> /srv/state </store></newDevice>
            unix:/run/s        | <newDevice server='unix:/run/s'/>
            tcp:192.0.2.1:1    | <newDevice><server>tcp:192.0.2.1:1</server></newDevice>
            """)
    void refusesADeviceThatItDoesNotKnowAndThatNamesAResource(String value, String device) {
        assertThat(new PlanFixture().devices(device).decisions())
                .containsExactly("refused newDevice: names " + value + ", which a clone might write to"
                        + " -> remove it from the base, or make it the clone's own in another way");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            file rel.img      | <newDevice file='rel.img'/>
            dev sdb           | <newDevice><backend dev='sdb'/></newDevice>
            path rel.img      | <newDevice><path> rel.img </path></newDevice>
            socket monitor    | <newDevice><source socket='monitor'/></newDevice>
            port 5901         | <newDevice port='5901'/>
            address 192.0.2.1 | <newDevice><listen address='192.0.2.1'/></newDevice>
            host example.org  | <newDevice><server host='example.org'/></newDevice>
            service 4444      | <newDevice><source service='4444'/></newDevice>
            """)
    void refusesADeviceThatItDoesNotKnowByWhatTheResourceIsCalled(String named, String device) {
        assertThat(new PlanFixture().devices(device).decisions())
                .containsExactly("refused newDevice: is not known, and names " + named + ", which a clone might share"
                        + " -> remove it from the base, or make it the clone's own in another way");
    }

    @Test
    void refusesElementsOfOthersByWhatTheResourceIsCalled() {
        assertThat(new PlanFixture()
                        .elements("<x:disk xmlns:x='https://example.org/x' file='rel.img'/>")
                        .decisions())
                .singleElement()
                .asString()
                .startsWith("refused disk: is not known, and names file rel.img,");
    }

    @Test
    void refusesWhatANewLibvirtAddsToAnElementThatItKnows() {
        assertThat(new PlanFixture()
                        .devices("<disk type='file'><driver type='qcow2' journal='/srv/journal'/>"
                                + "<source file='/images/base.qcow2'/><target dev='vda'/></disk>")
                        .decisions())
                .containsExactly("refused disk vda: names /srv/journal, which a clone might write to"
                        + " -> remove it from the base, or make it the clone's own in another way");
    }

    @Test
    void refusesElementsOfOthersThatNameAResource() {
        assertThat(new PlanFixture()
                        .elements("<x:store xmlns:x='https://example.org/x' path='/srv/state'/>")
                        .decisions())
                .containsExactly("refused store: names /srv/state, which a clone might write to"
                        + " -> remove it from the base, or make it the clone's own in another way");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<newDevice slot=\"3\"><size unit=\"KiB\">4/2</size></newDevice>",
                "<emulator>/usr/bin/qemu-system-x86_64</emulator>",
                "<video><model type=\"virtio\"><acceleration rendernode=\"/dev/dri/renderD128\"/></model></video>",
                "<audio id=\"1\" serverName=\"unix:/run/user/0/pulse/native\" type=\"pulseaudio\"/>",
                "<newDevice><address port=\"1\" type=\"usb\"/></newDevice>",
                "<video><address bus=\"0x00\" type=\"pci\"/></video>",
                "<hub type=\"usb\"><address bus=\"0\" port=\"1\" type=\"usb\"/></hub>",
                "<controller type=\"pci\"><target chassis=\"1\" port=\"0x10\"/></controller>",
                "<controller type=\"usb\"><alias name=\"ua-usb\"/></controller>"
            })
    void passesWhatNamesNothingOrOnlyWhatIsRead(String device) {
        Outcome outcome = new PlanFixture().devices(device);

        assertThat(outcome.xml()).isEqualTo(device);
        assertThat(outcome.decisions())
                .singleElement()
                .asString()
                .startsWith("kept ")
                .endsWith(": part of the machine");
    }

    @Test
    void passesWhatIsForOthers() {
        String metadata = "<metadata><x:a xmlns:x='https://example.org/x' path='/srv'>/srv</x:a></metadata>";

        assertThat(new PlanFixture().elements(metadata).decisions())
                .singleElement()
                .asString()
                .startsWith("kept ");
    }

    @Test
    void passesTheWeightsOfTheHypervisorsDisks() {
        String blkiotune = "<blkiotune><device><path>/dev/sda</path><weight>500</weight></device></blkiotune>";

        assertThat(new PlanFixture().elements(blkiotune))
                .isEqualTo(Outcome.of(blkiotune, "kept blkiotune: part of the machine"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<launchSecurity type=\"sev\"><dhCert>/AQAAsess</dhCert><session>/ion</session></launchSecurity>",
                "<launchSecurity type=\"tdx\"><quoteGenerationService path=\"/run/qgs.socket\"/></launchSecurity>"
            })
    void passesKeysThatLookLikePathsAndTheServiceThatVouchesForMany(String security) {
        String type = XmlElement.parse(security).attribute("type").orElseThrow();

        assertThat(new PlanFixture().elements(security))
                .isEqualTo(Outcome.of(security, "kept launchSecurity " + type + ": part of the machine"));
    }

    @Test
    void passesTheGuestsOwnRootDevice() {
        String os = "<os><kernel>/boot/vmlinuz</kernel><root>/dev/vda1</root></os>";

        assertThat(new PlanFixture().elements(os))
                .isEqualTo(Outcome.of(os, "shared os kernel: read-only", "kept os: part of the machine"));
    }

    @Test
    void doesNotTakeAPasswordForAPathAndShowIt() {
        ClonePlan plan = new PlanFixture().planDevices("<graphics type='vnc' passwd='/bigsecret'/>");

        assertThat(plan.toHostPlan().isRefused()).isFalse();
        assertThat(plan.toString()).doesNotContain("bigsecret");
    }
}
