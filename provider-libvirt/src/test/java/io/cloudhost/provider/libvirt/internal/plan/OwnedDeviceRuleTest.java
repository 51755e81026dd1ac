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

class OwnedDeviceRuleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hostdev pci       | a device has one owner | <hostdev mode='subsystem' type='pci' managed='yes'><source><address bus='7'/></source></hostdev>
            hostdev usb       | a device has one owner | <hostdev mode='subsystem' type='usb'><source><vendor id='0x1234'/></source></hostdev>
            hostdev scsi      | a device has one owner | <hostdev mode='subsystem' type='scsi'><source><adapter name='scsi_host0'/></source></hostdev>
            hostdev scsi_host | a device has one owner | <hostdev mode='subsystem' type='scsi_host'><source protocol='vhost' wwpn='naa.5'/></hostdev>
            hostdev mdev      | a device has one owner | <hostdev mode='subsystem' type='mdev' model='vfio-pci'><source><address uuid='09b11c53'/></source></hostdev>
            hostdev misc      | a device has one owner | <hostdev mode='capabilities' type='misc'><source><char>/dev/input/event3</char></source></hostdev>
            tpm passthrough   | a TPM has one owner    | <tpm model='tpm-tis'><backend type='passthrough'><device path='/dev/tpm0'/></backend></tpm>
            input passthrough | a device has one owner | <input type='passthrough' bus='virtio'><source evdev='/dev/input/event1'/></input>
            input evdev       | a device has one owner | <input type='evdev'><source dev='/dev/input/event1'/></input>
            """)
    void refusesTheHypervisorsDevicesUnlessToldToDropThem(String element, String reason, String device) {
        assertThat(devices(device).decisions())
                .containsExactly("refused " + element + ": " + reason
                        + " -> remove it from the base, or set hostDevices = drop to clone without it");
        assertThat(new PlanFixture().with(policies(Tpm.FRESH, HostDevices.DROP)).devices(device))
                .isEqualTo(Outcome.of("", "rewritten " + element + ": dropped, as hostDevices = drop asks for"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            shmem             | memory that is shared with others                              | <shmem name='s'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem>
            shmem             | memory that is shared with others                              | <shmem name='s'><model type='ivshmem-doorbell'/><server path='/run/s'/></shmem>
            memory nvdimm     | its contents are the base's, and the clone would write them    | <memory model='nvdimm'><source><path>/n</path></source></memory>
            memory virtio-pmem| its contents are the base's, and the clone would write them    | <memory model='virtio-pmem' access='shared'><source><path>/n</path></source></memory>
            pstore            | its contents are the base's, and the clone would write them    | <pstore backend='acpi-erst'><path>/p</path></pstore>
            lease             | only one machine can hold it                                   | <lease><lockspace>l</lockspace><key>k</key><target path='/l'/></lease>
            """)
    void refusesWhatHoldsWhatTheBaseWrote(String element, String reason, String device) {
        assertThat(devices(device).decisions())
                .containsExactly("refused " + element + ": " + reason + " -> remove it from the base");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<memory model=\"dimm\"><target><size unit=\"KiB\">524287</size></target></memory>",
                "<memory model=\"virtio-mem\"><target><block unit=\"KiB\">2048</block></target></memory>",
                "<memory model=\"sgx-epc\"><target><size unit=\"KiB\">16384</size></target></memory>"
            })
    void keepsMemoryThatForgets(String memory) {
        String model = XmlElement.parse(memory).attribute("model").orElseThrow();

        assertThat(devices(memory)).isEqualTo(Outcome.of(memory, "kept memory " + model + ": part of the machine"));
    }

    @Test
    void keepsTheSizeOfTheMemory() {
        String memory = "<memory unit=\"MiB\">64</memory>";

        assertThat(new PlanFixture().elements(memory))
                .isEqualTo(Outcome.of(memory, "kept memory: part of the machine"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<vsock model='virtio'><cid auto='no' address='7'/></vsock>",
                "<vsock model='virtio'><cid address='7'/></vsock>",
                "<vsock model='virtio'><cid auto='yes' address='3'/></vsock>",
                "<vsock model='virtio'/>"
            })
    void leavesTheContextIdToLibvirt(String vsock) {
        assertThat(devices(vsock))
                .isEqualTo(Outcome.of(
                        "<vsock model=\"virtio\"><cid auto=\"yes\"/></vsock>",
                        "rewritten vsock: context id is chosen by libvirt"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <backend type='emulator' version='2.0'/>                                                 | <backend type="emulator" version="2.0"/>
            <backend type='emulator' persistent_state='yes'><encryption secret='s'/></backend>       | <backend persistent_state="yes" type="emulator"><encryption secret="s"/></backend>
            <backend type='emulator'><source type='dir' path='/tpm/base'/></backend>                 | <backend type="emulator"/>
            <backend type='emulator'><source type='file' path='/tpm/base.state'/></backend>          | <backend type="emulator"/>
            """)
    void givesAnEmulatedTpmAFreshState(String base, String clone) {
        assertThat(devices("<tpm model='tpm-crb'>" + base + "</tpm>"))
                .isEqualTo(Outcome.of(
                        "<tpm model=\"tpm-crb\">" + clone + "</tpm>",
                        "rewritten tpm emulator: fresh state: libvirt keeps it by the domain's UUID"));
    }

    @Test
    void refusesAnEmulatedTpmWhereThatIsAskedFor() {
        assertThat(new PlanFixture()
                        .with(policies(Tpm.REFUSE, HostDevices.REFUSE))
                        .devices("<tpm model='tpm-crb'><backend type='emulator'/></tpm>")
                        .decisions())
                .containsExactly("refused tpm emulator: tpm = refuse forbids it, since its state cannot be copied"
                        + " -> set tpm = fresh to clone with an empty one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tpm external | <tpm model='tpm-crb'><backend type='external'><source type='unix' mode='connect' path='/run/t'/></backend></tpm>
            tpm          | <tpm model='tpm-crb'/>
            """)
    void refusesATpmThatLibvirtDoesNotStart(String element, String tpm) {
        assertThat(devices(tpm).decisions())
                .containsExactly(
                        "refused " + element + ": its state belongs to one machine -> use <backend type='emulator'>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<input bus=\"usb\" type=\"tablet\"/>", "<input bus=\"ps2\" type=\"mouse\"/>"})
    void keepsEmulatedInput(String input) {
        String type = XmlElement.parse(input).attribute("type").orElseThrow();

        assertThat(devices(input)).isEqualTo(Outcome.of(input, "kept input " + type + ": part of the machine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<audio id='1' type='file' path='/tmp/base.wav'/>", "<audio id='1' type='file'/>"})
    void recordsSoundInAFileOfItsOwn(String audio) {
        PlanFixture fixture = new PlanFixture();

        assertThat(fixture.devices(audio))
                .isEqualTo(Outcome.of(
                        "<audio id=\"1\" path=\"/files/clone-audio0.wav\" type=\"file\"/>",
                        "rewritten audio file: its own file, /files/clone-audio0.wav"));
        assertThat(fixture.planDevices(audio).volumes())
                .containsExactly(new OutputFile("pool-of-files", "clone-audio0.wav", "/files/clone-audio0.wav"));
    }

    @Test
    void refusesToRecordSoundWhereThereIsNoPlaceForIt() {
        assertThat(new PlanFixture()
                        .withoutFolderForFiles()
                        .devices("<audio id='1' type='file' path='/tmp/base.wav'/>")
                        .decisions())
                .containsExactly("refused audio file: no storage pool is known that its file could be in"
                        + " -> set clonePool to a storage pool of type dir");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<audio id=\"1\" type=\"none\"/>",
                "<audio id=\"1\" type=\"alsa\"><input dev=\"/dev/snd/a\"/><output dev=\"/dev/snd/b\"/></audio>",
                "<audio id=\"1\" type=\"oss\"><output dev=\"/dev/dsp\"/></audio>"
            })
    void keepsSoundThatIsPlayed(String audio) {
        String type = XmlElement.parse(audio).attribute("type").orElseThrow();

        assertThat(devices(audio)).isEqualTo(Outcome.of(audio, "kept audio " + type + ": part of the machine"));
    }

    private static ClonePolicies policies(Tpm tpm, HostDevices hostDevices) {
        return new ClonePolicies(Nvram.COPY, tpm, hostDevices, false);
    }

    private static Outcome devices(String devices) {
        return new PlanFixture().devices(devices);
    }
}
