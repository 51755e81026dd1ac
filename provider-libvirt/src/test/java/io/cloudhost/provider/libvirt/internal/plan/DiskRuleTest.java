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

class DiskRuleTest {

    private static final String OVERLAID = "<disk device=\"disk\" type=\"file\">"
            + "<driver name=\"qemu\" type=\"qcow2\"/><source file=\"%s/clone-vda.qcow2\"/><target dev=\"vda\"/></disk>";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            file   | qcow2 | <source file='/images/base.qcow2'/>    | /images | /images/base.qcow2
            file   | raw   | <source file='/images/base.img'/>      | /images | /images/base.img
            block  | raw   | <source dev='/dev/vg/base'/>           | /dev/vg | /dev/vg/base
            block  | qcow2 | <source dev='/dev/vg/base'/>           | /dev/vg | /dev/vg/base
            volume | raw   | <source pool='lvm' volume='base'/>     | /lvm    | /lvm/base
            volume | qcow2 | <source pool='p' volume='b' mode='host'/> | /p   | /p/b
            """)
    void putsAnOverlayOnWhateverHoldsTheBasesData(
            String type, String format, String source, String folder, String backing) {
        PlanFixture fixture = new PlanFixture();
        String disk = "<disk type='" + type + "' device='disk'><driver name='qemu' type='" + format + "'/>" + source
                + "<target dev='vda'/></disk>";

        assertThat(fixture.devices(disk))
                .isEqualTo(Outcome.of(
                        OVERLAID.formatted(folder),
                        "rewritten disk vda: overlay " + folder + "/clone-vda.qcow2 on " + format + " " + backing));
        assertThat(fixture.planDevices(disk).volumes())
                .singleElement()
                .isInstanceOfSatisfying(Overlay.class, overlay -> {
                    assertThat(overlay.name()).isEqualTo("clone-vda.qcow2");
                    assertThat(overlay.path()).isEqualTo(folder + "/clone-vda.qcow2");
                    assertThat(overlay.backingPath()).isEqualTo(backing);
                    assertThat(overlay.backingFormat()).isEqualTo(format);
                    assertThat(overlay.capacity()).contains(1024L);
                });
    }

    @Test
    void takesADiskWithoutADriverForRaw() {
        assertThat(devices("<disk device='disk'><source file='/images/base.img'/><target dev='vda'/></disk>"))
                .isEqualTo(Outcome.of(
                        "<disk device=\"disk\" type=\"file\"><source file=\"/images/clone-vda.qcow2\"/>"
                                + "<target dev=\"vda\"/><driver name=\"qemu\" type=\"qcow2\"/></disk>",
                        "rewritten disk vda: overlay /images/clone-vda.qcow2 on raw /images/base.img"));
    }

    @Test
    void givesEveryDiskItsOwnOverlay() {
        Outcome outcome = devices("""
                <disk type='file'><source file='/images/a.img'/><target dev='vda'/></disk>
                <disk type='file'><source file='/data/b.img'/><target dev='vdb'/></disk>
                """);

        assertThat(outcome.decisions())
                .containsExactly(
                        "rewritten disk vda: overlay /images/clone-vda.qcow2 on raw /images/a.img",
                        "rewritten disk vdb: overlay /data/clone-vdb.qcow2 on raw /data/b.img");
        assertThat(outcome.xml())
                .containsSubsequence(
                        "<source file=\"/images/clone-vda.qcow2\"/><target dev=\"vda\"/>",
                        "<source file=\"/data/clone-vdb.qcow2\"/><target dev=\"vdb\"/>");
    }

    @Test
    void keepsWhatTheGuestSeesAndHowTheDiskIsDriven() {
        String seen = "<driver cache=\"none\" discard=\"unmap\" io=\"native\" name=\"qemu\" type=\"qcow2\"/>"
                + "<source file=\"%s\"/><target bus=\"scsi\" dev=\"sda\" removable=\"on\"/>"
                + "<iotune><total_iops_sec>100</total_iops_sec></iotune>"
                + "<blockio logical_block_size=\"4096\" physical_block_size=\"4096\"/>"
                + "<serial>KEEP-1</serial><wwn>5000c50015ea71aa</wwn><vendor>V</vendor><product>P</product>"
                + "<boot order=\"1\"/><address bus=\"0\" type=\"drive\"/>";

        assertThat(devices("<disk device='disk' snapshot='external' type='file'>" + seen.formatted("/images/base.qcow2")
                                + "</disk>")
                        .xml())
                .isEqualTo("<disk device=\"disk\" snapshot=\"external\" type=\"file\">"
                        + seen.formatted("/images/clone-sda.qcow2") + "</disk>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<backingStore type='file'><format type='raw'/><source file='/images/old.img'/></backingStore>",
                "<backingStore/>",
                "<mirror type='file' job='copy'><format type='raw'/><source file='/images/copy.img'/></mirror>",
                "<transient/>",
                "<transient shareBacking='yes'/>",
                "<auth username='u'><secret type='ceph' usage='s'/></auth>"
            })
    void dropsWhatIsOfThePastOrOfTheBasesSource(String element) {
        assertThat(devices("<disk type='file' device='disk' rawio='yes'><driver type='qcow2'/>"
                                + "<source file='/images/base.qcow2' startupPolicy='optional' index='3'>"
                                + "<seclabel model='dac' relabel='no'/></source><target dev='vda'/>" + element
                                + "</disk>")
                        .xml())
                .isEqualTo(OVERLAID.formatted("/images"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            cdrom sda  | <disk device="cdrom" type="file"><source file="/images/a.iso"/><target dev="sda"/><readonly/></disk>
            cdrom sda  | <disk device="cdrom" type="file"><source file="/images/a.iso"/><target dev="sda"/></disk>
            cdrom sda  | <disk device="cdrom" type="block"><source dev="/dev/sr0"/><target dev="sda"/></disk>
            cdrom sda  | <disk device="cdrom" type="network"><source name="a.iso" protocol="https"/><target dev="sda"/></disk>
            cdrom sda  | <disk device="cdrom" type="volume"><source pool="p" volume="a.iso"/><target dev="sda"/></disk>
            floppy fda | <disk device="floppy" type="file"><source file="/images/a.img"/><target dev="fda"/><readonly/></disk>
            floppy fda | <disk device="floppy" type="dir"><driver name="qemu" type="fat"/><source dir="/srv"/><target dev="fda"/><readonly/></disk>
            disk vda   | <disk type="file"><source file="/images/a.img"/><target dev="vda"/><readonly/></disk>
            disk vda   | <disk type="file"><source file="/images/a.img"/><target dev="vda"/><readonly/><shareable/></disk>
            disk vda   | <disk type="network"><source name="p/i" protocol="rbd"/><target dev="vda"/><readonly/></disk>
            """)
    void sharesWhatIsOnlyRead(String name, String disk) {
        assertThat(devices(disk)).isEqualTo(Outcome.of(disk, "shared " + name + ": read-only"));
    }

    @Test
    void clonesAWritableFloppy() {
        assertThat(devices("<disk device='floppy' type='file'><source file='/images/a.img'/><target dev='fda'/></disk>")
                        .decisions())
                .containsExactly("rewritten floppy fda: overlay /images/clone-fda.qcow2 on raw /images/a.img");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<disk device=\"cdrom\" type=\"file\"><target dev=\"sda\"/><readonly/></disk>",
                "<disk device=\"cdrom\" type=\"file\"><source startupPolicy=\"optional\"/><target dev=\"sda\"/></disk>",
                "<disk device=\"cdrom\" type=\"block\"><source/><target dev=\"sda\"/></disk>"
            })
    void keepsADriveWithoutAMedium(String disk) {
        assertThat(devices(disk)).isEqualTo(Outcome.of(disk, "kept cdrom sda: no medium"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nvme      | <disk type='nvme'><source type='pci' namespace='1'/><target dev='vda'/></disk>
            vhostuser | <disk type='vhostuser'><source type='unix' path='/run/v.sock'/><target dev='vda'/></disk>
            vhostvdpa | <disk type='vhostvdpa'><source dev='/dev/vhost-vdpa-0'/><target dev='vda'/></disk>
            """)
    void refusesDisksThatAreDevicesUnlessToldToDropThem(String type, String disk) {
        assertThat(devices(disk).decisions())
                .containsExactly("refused disk vda: a disk of type '" + type + "' is a device, which has one owner"
                        + " -> remove it from the base, or set hostDevices = drop to clone without it");
        assertThat(new PlanFixture()
                        .with(new ClonePolicies(Nvram.COPY, Tpm.FRESH, HostDevices.DROP, false))
                        .devices(disk))
                .isEqualTo(Outcome.of("", "rewritten disk vda: dropped, as hostDevices = drop asks for"));
    }

    @Test
    void refusesADiskThatTakesScsiCommandsAsTheyAre() {
        assertThat(devices(
                                "<disk type='block' device='lun' rawio='yes'><source dev='/dev/sdb'/><target dev='sda'/></disk>")
                        .decisions())
                .containsExactly("refused lun sda: SCSI commands reach the device itself, past any overlay"
                        + " -> remove it from the base, or set hostDevices = drop to clone without it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            shareable and writable: several machines expect to write it -> make it <readonly/>            | <disk type='file'><source file='/i/a'/><shareable/><target dev='vda'/></disk>
            encrypted: its overlay would hold plain text -> use a base whose disk is not encrypted by QEMU | <disk type='file'><source file='/i/a'><encryption format='luks'/></source><target dev='vda'/></disk>
            encrypted: its overlay would hold plain text -> use a base whose disk is not encrypted by QEMU | <disk type='file'><driver type='qcow2'/><source file='/i/a'/><encryption format='luks'/><target dev='vda'/></disk>
            only a slice of its source, which an overlay cannot be put on -> copy the slice to a volume of its own | <disk type='file'><source file='/i/a'><slices><slice type='storage' offset='0' size='4'/></slices></source><target dev='vda'/></disk>
            of format 'vmdk', which libvirt puts no overlay on -> convert it: qemu-img convert -O qcow2    | <disk type='file'><driver type='vmdk'/><source file='/i/a'/><target dev='vda'/></disk>
            a folder, which the clone would write to -> make it <readonly/> | <disk type='dir'><driver type='fat'/><source dir='/srv'/><target dev='vda'/></disk>
            its source names no volume -> use a base whose disks are files, block devices or volumes of a storage pool | <disk type='volume'><source pool='p'/><target dev='vda'/></disk>
            of type 'network', which libvirt puts no overlay on -> use a base whose disks are files, block devices or volumes of a storage pool | <disk type='network'><driver type='luks'/><source protocol='rbd' name='p/i'/><target dev='vda'/></disk>
            of type 'network', which libvirt puts no overlay on -> use a base whose disks are files, block devices or volumes of a storage pool | <disk type='network'><driver type='raw'/><source protocol='rbd' name='p/i'/><target dev='vda'/></disk>
            of type 'network', which libvirt puts no overlay on -> use a base whose disks are files, block devices or volumes of a storage pool | <disk type='network'><source protocol='iscsi' name='iqn/1'/><target dev='vda'/></disk>
            """)
    void refusesWhatNoOverlayCanBePutOn(String decision, String disk) {
        assertThat(devices(disk).decisions()).containsExactly("refused disk vda: " + decision);
    }

    @Test
    void refusesADiskWithTheTargetOfAnother() {
        String disk = "<disk type='file'><source file='/i/%s.raw'/><target dev='vda'/></disk>";

        assertThat(new PlanFixture()
                        .devices(disk.formatted("a") + disk.formatted("b"))
                        .decisions())
                .contains("refused disk vda: another disk has the same target -> give it a target of its own");
    }

    @Test
    void refusesWhatTheSurveyCouldNotLocate() {
        assertThat(new PlanFixture()
                        .unavailable("vda", "there is no volume 'v' of pool 'p'", "restore it")
                        .devices("<disk type='volume'><source pool='p' volume='v'/><target dev='vda'/></disk>")
                        .decisions())
                .containsExactly("refused disk vda: there is no volume 'v' of pool 'p' -> restore it");
    }

    private static Outcome devices(String devices) {
        return new PlanFixture().devices(devices);
    }
}
