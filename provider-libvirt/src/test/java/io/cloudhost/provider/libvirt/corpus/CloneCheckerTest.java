package io.cloudhost.provider.libvirt.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A checker that finds nothing would let everything pass: each thing that it must find is shown to it. */
class CloneCheckerTest {

    private static final String CLONE_UUID = "11111111-2222-4333-8444-555555555555";

    private static final String BASE = """
            <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
              <name>base</name>
              <uuid>aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee</uuid>
              <hwuuid>aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee</hwuuid>
              <genid>aaaaaaaa-bbbb-4ccc-8ddd-000000000001</genid>
              <title>The base</title>
              <description>kept  as it is</description>
              <metadata><note xmlns='https://example.org/note'>/images/base.qcow2</note></metadata>
              <vcpu placement='static' cpuset='0-1' current='1'>2</vcpu>
              <cputune><shares>512</shares><vcpupin vcpu='0' cpuset='0'/></cputune>
              <resource><partition>/machine</partition><fibrechannel appid='host-7'/></resource>
              <sysinfo type='smbios'>
                <system><entry name='serial'>S-1</entry><entry name='uuid'>aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee</entry></system>
              </sysinfo>
              <os>
                <type arch='x86_64' machine='q35'>hvm</type>
                <loader readonly='yes' type='pflash'>/fw/CODE.fd</loader>
                <nvram template='/fw/VARS.fd'>/nvram/base_VARS.fd</nvram>
              </os>
              <clock offset='absolute' start='1700000000'><timer name='rtc' tickpolicy='catchup'/></clock>
              <devices>
                <emulator>/usr/bin/qemu-system-x86_64</emulator>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2' cache='none'/>
                  <source file='/images/base.qcow2'/>
                  <backingStore type='file'><format type='qcow2'/><source file='/images/old.qcow2'/><backingStore/></backingStore>
                  <target dev='vda' bus='virtio'/>
                  <serial>DISK-1</serial>
                </disk>
                <disk type='block' device='disk'>
                  <source dev='/dev/vg/base'/>
                  <target dev='vdb' bus='virtio'/>
                </disk>
                <disk type='file' device='cdrom'>
                  <source file='/images/installer.iso'/>
                  <target dev='sda' bus='sata'/>
                </disk>
                <interface type='bridge'>
                  <mac address='52:54:00:00:00:01'/>
                  <source bridge='br0'/>
                  <virtualport type='openvswitch'>
                    <parameters interfaceid='aaaaaaaa-bbbb-4ccc-8ddd-000000000002' profileid='web'/>
                  </virtualport>
                  <target dev='tap-base'/>
                  <filterref filter='clean-traffic'><parameter name='IP' value='198.51.100.9'/></filterref>
                  <model type='virtio'/>
                </interface>
                <serial type='file'><source path='/log/base.serial' append='on'/><log file='/log/base.log'/><target port='0'/></serial>
                <channel type='unix'>
                  <source mode='bind' path='/run/base.agent'/><target type='virtio' name='org.qemu.guest_agent.0'/>
                </channel>
                <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>
                <graphics type='vnc' port='5901' autoport='no' websocket='5700' passwd='p'><listen type='address' address='127.0.0.1'/></graphics>
                <audio id='1' type='file' path='/log/base.wav'/>
                <filesystem type='mount'><source dir='/srv/data'/><target dir='data'/></filesystem>
                <vsock model='virtio'><cid auto='no' address='5'/></vsock>
              </devices>
              <seclabel type='static' model='dac' relabel='no'><label>+64055:+64055</label></seclabel>
              <qemu:commandline><qemu:arg value='-msg'/><qemu:arg value='timestamp=on'/></qemu:commandline>
            </domain>
            """;

    /** All that the base has, but nothing that only one domain can have. */
    private static final String CLONE = """
            <domain type='kvm' xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>
              <name>clone</name>
              <uuid>%1$s</uuid>
              <hwuuid>%1$s</hwuuid>
              <genid>11111111-2222-4333-8444-000000000001</genid>
              <description>kept  as it is</description>
              <metadata>
                <n:note xmlns:n='https://example.org/note'>/images/base.qcow2</n:note>
                <c:clone xmlns:c='https://cloudhost.io/xmlns/libvirt/clone/1' uuid='%1$s' base='base'/>
              </metadata>
              <vcpu current='1' placement='static'>2</vcpu>
              <cputune><shares>512</shares></cputune>
              <resource><partition>/machine</partition></resource>
              <sysinfo type='smbios'>
                <system><entry name='serial'>S-1</entry><entry name='uuid'>%1$s</entry></system>
              </sysinfo>
              <os>
                <type arch='x86_64' machine='q35'>hvm</type>
                <loader readonly='yes' type='pflash'>/fw/CODE.fd</loader>
                <nvram template='/nvram/base_VARS.fd'>/nvram/clone_VARS.fd</nvram>
              </os>
              <clock offset='utc'><timer name='rtc' tickpolicy='catchup'/></clock>
              <devices>
                <emulator>/usr/bin/qemu-system-x86_64</emulator>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2' cache='none'/>
                  <source file='/images/clone-vda.qcow2'/>
                  <target dev='vda' bus='virtio'/>
                  <serial>DISK-1</serial>
                </disk>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source file='/images/clone-vdb.qcow2'/>
                  <target dev='vdb' bus='virtio'/>
                </disk>
                <disk type='file' device='cdrom'>
                  <source file='/images/installer.iso'/>
                  <target dev='sda' bus='sata'/>
                </disk>
                <interface type='bridge'>
                  <mac address='52:54:00:00:00:02'/>
                  <source bridge='br0'/>
                  <virtualport type='openvswitch'>
                    <parameters profileid='web'/>
                  </virtualport>
                  <filterref filter='clean-traffic'/>
                  <model type='virtio'/>
                </interface>
                <serial type='file'><source path='/log/clone.serial' append='on'/><log file='/log/clone.log'/><target port='0'/></serial>
                <channel type='unix'>
                  <target type='virtio' name='org.qemu.guest_agent.0'/>
                </channel>
                <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>
                <graphics type='vnc' port='-1' autoport='yes' passwd='p'><listen type='address' address='127.0.0.1'/></graphics>
                <audio id='1' type='file' path='/log/clone.wav'/>
                <filesystem type='mount'><source dir='/srv/data'/><target dir='data'/></filesystem>
                <vsock model='virtio'><cid auto='yes'/></vsock>
              </devices>
              <seclabel type='dynamic' model='dac' relabel='yes'/>
              <q:commandline><q:arg value='-msg'/><q:arg value='timestamp=on'/></q:commandline>
            </domain>
            """.formatted(CLONE_UUID);

    private static final String SERIAL = "ds=nocloud;i=" + CLONE_UUID + ";h=clone";

    @Test
    void findsNothingInACleanClone() {
        assertThat(CloneChecker.violations(BASE, CLONE)).isEmpty();
    }

    @Test
    void findsEverythingInACopy() {
        assertThat(CloneChecker.violations(BASE, BASE)).hasSizeGreaterThan(25);
    }

    @Test
    void allowsBackingStoresBelowOverlays() {
        String clone = CLONE.replace(
                "<source file='/images/clone-vda.qcow2'/>",
                "<source file='/images/clone-vda.qcow2'/><backingStore type='file'><format type='qcow2'/>"
                        + "<source file='/images/base.qcow2'/></backingStore>");

        assertThat(CloneChecker.violations(BASE, clone)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void findsWhatIsWrongInAClone(String clean, String spoiled, String violation) {
        assertThat(CLONE).contains(clean);

        assertThat(CloneChecker.violations(BASE, CLONE.replace(clean, spoiled))).contains(violation);
    }

    @Test
    void findsNothingInACleanCloneThatIsToldItsName() {
        assertThat(CloneChecker.violationsOfNamed(BASE, named(CLONE))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("spoiledNames")
    void findsWhatIsWrongWithTheNameThatACloneIsTold(String clean, String spoiled, String violation) {
        assertThat(named(CLONE)).contains(clean);

        assertThat(CloneChecker.violationsOfNamed(BASE, named(CLONE).replace(clean, spoiled)))
                .containsExactly(violation);
    }

    @Test
    void findsTheNameOfTheBaseInAClone() {
        assertThat(CloneChecker.violationsOfNamed(named(BASE), named(CLONE)))
                .containsExactly("sysinfo/system/entry[1] is the base's: " + SERIAL);
    }

    static Stream<Arguments> spoiledNames() {
        return Stream.of(
                of("<smbios mode='sysinfo'/>", "", "os/smbios does not show the guest its name"),
                of("mode='sysinfo'", "mode='emulate'", "os/smbios does not show the guest its name"),
                of("<entry name='serial'>" + SERIAL + "</entry>", "", "sysinfo/system/entry tells 0 names"),
                of(SERIAL, "S-1", "sysinfo/system/entry[1] is the base's: S-1"),
                of(SERIAL, "S-2", "sysinfo/system/entry[1] says nothing to cloud-init: S-2"),
                of(
                        SERIAL,
                        "ds=nocloud;i=x;h=clone",
                        "sysinfo/system/entry[1] is about another instance: ds=nocloud;i=x;h=clone"),
                of(
                        "h=clone",
                        "h=base",
                        "sysinfo/system/entry[1] does not tell the clone's name: "
                                + SERIAL.replace("h=clone", "h=base")));
    }

    static Stream<Arguments> spoiled() {
        return Stream.of(
                of("<domain type='kvm'", "<domain type='kvm' id='3'", "@id belongs to a running domain"),
                of("<name>clone</name>", "<name>base</name>", "name is the base's: base"),
                of("<name>clone</name>", "<name> </name>", "name is missing"),
                of(
                        "<uuid>" + CLONE_UUID,
                        "<uuid>AAAAAAAABBBB4CCC8DDDEEEEEEEEEEEE",
                        "uuid is the base's: AAAAAAAABBBB4CCC8DDDEEEEEEEEEEEE"),
                of(
                        "<hwuuid>" + CLONE_UUID,
                        "<hwuuid>aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
                        "hwuuid is the base's: aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"),
                of("<description>", "<title>The base</title><description>", "title is the base's: The base"),
                of(
                        "11111111-2222-4333-8444-000000000001",
                        "aaaaaaaa-bbbb-4ccc-8ddd-000000000001",
                        "genid is the base's: aaaaaaaa-bbbb-4ccc-8ddd-000000000001"),
                of(
                        "<genid>11111111-2222-4333-8444-000000000001</genid>",
                        "",
                        "genid is lost, or not where it was: found description"),
                of(
                        "<entry name='uuid'>" + CLONE_UUID,
                        "<entry name='uuid'>aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
                        "sysinfo/system/entry[2] is not the clone's UUID: aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"),
                of(
                        "uuid='" + CLONE_UUID,
                        "uuid='aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
                        "metadata/cloudhost:clone is about another domain"),
                of(
                        "52:54:00:00:00:02",
                        "52:54:00:00:00:01",
                        "devices/interface/mac/@address is the base's: 52:54:00:00:00:01"),
                of(
                        "<filterref filter='clean-traffic'/>",
                        "<target dev='tap-base'/><filterref filter='clean-traffic'/>",
                        "devices/interface/target/@dev is the base's: tap-base"),
                of(
                        "profileid='web'",
                        "interfaceid='aaaaaaaa-bbbb-4ccc-8ddd-000000000002' profileid='web'",
                        "devices/interface/virtualport/parameters/@interfaceid is the base's: "
                                + "aaaaaaaa-bbbb-4ccc-8ddd-000000000002"),
                of(
                        "<filterref filter='clean-traffic'/>",
                        "<filterref filter='clean-traffic'><parameter name='IP' value='198.51.100.9'/></filterref>",
                        "devices/interface/filterref/parameter allows one address only"),
                of(
                        "<filterref filter='clean-traffic'/>",
                        "<filterref filter='clean-traffic'><parameter name='IPV6' value='2001:db8::9'/></filterref>",
                        "devices/interface/filterref/parameter allows one address only"),
                of("port='-1'", "port='5901'", "devices/graphics/@port is fixed: 5901"),
                of("autoport='yes'", "autoport='no'", "devices/graphics/@autoport leaves it without a port"),
                of("autoport='yes'", "autoport='yes' websocket='5700'", "devices/graphics/@websocket is fixed: 5700"),
                of("<cid auto='yes'/>", "<cid auto='no' address='5'/>", "devices/vsock/cid/@address is fixed: 5"),
                of(
                        "/log/clone.serial",
                        "/log/base.serial",
                        "devices/serial/source/@path is the base's: /log/base.serial"),
                of("path='/log/clone.serial' ", "", "devices/serial has no file"),
                of("append='on'", "append='off'", "devices/serial/source/@append is changed: on to off"),
                of("/log/clone.log", "/log/base.log", "devices/serial/log/@file is the base's: /log/base.log"),
                of(
                        "<log file='/log/clone.log'/>",
                        "",
                        "devices/serial/log is lost, or not where it was: found devices/serial/target"),
                of("<log file='/log/clone.log'/>", "<log/>", "devices/serial/log has no file"),
                of(
                        "<channel type='unix'>",
                        "<channel type='unix'><source mode='bind' path='/run/base.agent'/>",
                        "devices/channel/source/@path is the base's: /run/base.agent"),
                of(
                        "<channel type='unix'>",
                        "<channel type='unix'><source mode='connect' path='/run/other'/>",
                        "devices/channel/source connects to /run/other"),
                of(
                        "<channel type='unix'>",
                        "<channel type='tcp'>",
                        "devices/channel leads to where only one machine can be: tcp"),
                of("/log/clone.wav", "/log/base.wav", "devices/audio/@path is the base's: /log/base.wav"),
                of(
                        "/images/clone-vda.qcow2",
                        "/images/base.qcow2",
                        "devices/disk[1]/source/@file is the base's: /images/base.qcow2"),
                of(
                        "/images/clone-vda.qcow2",
                        "/images/old.qcow2",
                        "devices/disk[1]/source/@file is the base's: /images/old.qcow2"),
                of(
                        "/images/clone-vdb.qcow2",
                        "/images/clone-vda.qcow2",
                        "devices/disk[2]/source/@file is another disk's: /images/clone-vda.qcow2"),
                of("<source file='/images/clone-vdb.qcow2'/>", "", "devices/disk[2] has no overlay"),
                of("type='qcow2' cache", "type='raw' cache", "devices/disk[1]/driver/@type is not qcow2: raw"),
                of(
                        "<driver name='qemu' type='qcow2'/>",
                        "",
                        "devices/disk[2] has no driver, and needs one of type qcow2"),
                of(
                        "<disk type='file' device='disk'>",
                        "<disk type='block' device='disk'>",
                        "devices/disk[1]/@type is not file: block"),
                of(
                        "<target dev='vda'",
                        "<shareable/><target dev='vda'",
                        "devices/disk[1] is written by several machines"),
                of(
                        "<target dev='vda'",
                        "<mirror type='file'><source file='/x'/></mirror><target dev='vda'",
                        "devices/disk[1]/mirror is a copy of the base's"),
                of(
                        "<target dev='vda'",
                        "<backingStore type='file'><source file='/images/old.qcow2'/></backingStore><target dev='vda'",
                        "devices/disk[1]/backingStore is not what the overlay lies on"),
                of(
                        "<source file='/images/clone-vda.qcow2'/>",
                        "<source file='/images/clone-vda.qcow2'><slices><slice type='storage' offset='0' size='1'/></slices></source>",
                        "devices/disk[1]/source/slices are the base's"),
                of("<serial>DISK-1</serial>", "", "devices/disk[1]/serial is lost"),
                of("cache='none'", "cache='unsafe'", "devices/disk[1]/driver/@cache is changed: none to unsafe"),
                of("dev='vda' bus='virtio'", "dev='vda'", "devices/disk[1]/target/@bus is lost: virtio"),
                of(
                        "installer.iso",
                        "other.iso",
                        "devices/disk[3]/source/@file is changed: /images/installer.iso to /images/other.iso"),
                of(">/nvram/clone_VARS.fd<", ">/nvram/base_VARS.fd<", "os/nvram is the base's: /nvram/base_VARS.fd"),
                of(
                        "template='/nvram/base_VARS.fd'",
                        "template='/fw/VARS.fd'",
                        "os/nvram/@template is not the base's varstore: /nvram/base_VARS.fd"),
                of(
                        "<nvram template='/nvram/base_VARS.fd'>",
                        "<nvram type='network' template='/nvram/base_VARS.fd'>",
                        "os/nvram/@type cannot be a varstore of its own: network"),
                of("<nvram template='/nvram/base_VARS.fd'>/nvram/clone_VARS.fd</nvram>", "", "os/nvram is lost"),
                of(
                        "current='1'",
                        "cpuset='0-1' current='1'",
                        "vcpu/@cpuset takes the base's share of the host's processors"),
                of(
                        "<cputune>",
                        "<cputune><vcpupin vcpu='0' cpuset='0'/>",
                        "cputune/vcpupin takes the base's share of the host's processors"),
                of(
                        "</resource>",
                        "<fibrechannel appid='host-7'/></resource>",
                        "resource/fibrechannel names one machine to the fabric"),
                of("offset='utc'", "offset='absolute' start='1700000000'", "clock starts at one moment"),
                of("<timer name='rtc' tickpolicy='catchup'/>", "", "clock/timer is lost"),
                of("type='dynamic'", "type='static'", "seclabel is the base's: static"),
                of(
                        "<seclabel type='dynamic' model='dac' relabel='yes'/>",
                        "",
                        "seclabel is lost, or not where it was: found qemu:commandline"),
                of(
                        "timestamp=on",
                        "timestamp=off",
                        "qemu:commandline/qemu:arg[2]/@value is changed: timestamp=on to timestamp=off"),
                of("kept  as it is", "kept as it is", "description is changed: kept  as it is to kept as it is"),
                of(
                        ">/images/base.qcow2<",
                        "><",
                        "metadata/{https://example.org/note}note is changed: /images/base.qcow2 to "),
                of(
                        "<tpm model",
                        "<sound model='ich9'/><tpm model",
                        "devices/tpm is lost, or not where it was: found devices/sound"),
                of("</devices>", "<sound model='ich9'/></devices>", "devices/sound is added"),
                of("passwd='p'", "passwd='p' keymap='de'", "devices/graphics/@keymap is added: de"));
    }

    /** The base and the clone both have the device: what is to be found is in the device itself. */
    @ParameterizedTest
    @MethodSource("devices")
    void findsADeviceThatOnlyOneDomainCanHave(String device, String violation) {
        assertThat(CloneChecker.violations(withDevice(BASE, device), withDevice(CLONE, device)))
                .contains(violation);
    }

    static Stream<Arguments> devices() {
        return Stream.of(
                Arguments.of("<hostdev mode='subsystem' type='pci'/>", "devices/hostdev is on the host once"),
                Arguments.of("<shmem name='s'/>", "devices/shmem is on the host once"),
                Arguments.of("<lease><key>k</key></lease>", "devices/lease is on the host once"),
                Arguments.of(
                        "<memory model='nvdimm'><source><path>/n</path></source></memory>",
                        "devices/memory is on the host once"),
                Arguments.of(
                        "<memory model='nvdimm'><source><path>/n</path></source></memory>",
                        "devices/memory/source/path is the base's: /n"),
                Arguments.of("<memory model='virtio-pmem'/>", "devices/memory is on the host once"),
                Arguments.of("<interface type='hostdev'/>", "devices/interface[2] is on the host once"),
                Arguments.of(
                        "<interface type='vdpa'><source dev='/dev/vhost-vdpa-0'/></interface>",
                        "devices/interface[2]/source/@dev is the base's: /dev/vhost-vdpa-0"),
                Arguments.of(
                        "<interface type='vhostuser'><source path='/s'/></interface>",
                        "devices/interface[2] is on the host once"),
                Arguments.of(
                        "<interface type='server'><source port='5555'/></interface>",
                        "devices/interface[2] is on the host once"),
                Arguments.of("<interface type='udp'/>", "devices/interface[2] is on the host once"),
                Arguments.of("<interface type='client'/>", "devices/interface[2] is on the host once"),
                Arguments.of(
                        "<interface type='network'><ip address='192.0.2.5'/></interface>",
                        "devices/interface[2]/ip is fixed: 192.0.2.5"),
                Arguments.of("<interface type='vds'/>", "devices/interface[2] is on the host once"),
                Arguments.of(
                        "<interface type='direct'><source dev='eth0' mode='passthrough'/></interface>",
                        "devices/interface[2] is on the host once"),
                Arguments.of(
                        "<interface type='ethernet'><target dev='tap0' managed='no'/></interface>",
                        "devices/interface[2] is on the host once"),
                Arguments.of(
                        "<interface type='bridge'><virtualport type='midonet'/></interface>",
                        "devices/interface[2] is on the host once"),
                Arguments.of(
                        "<interface type='user'><portForward proto='tcp'/></interface>",
                        "devices/interface[2]/portForward takes ports of the host"),
                Arguments.of(
                        "<interface type='user'><backend type='passt' logFile='/l'/></interface>",
                        "devices/interface[2]/backend/@logFile is the base's: /l"),
                Arguments.of(
                        "<interface type='ethernet'><source><ip address='192.0.2.1'/></source></interface>",
                        "devices/interface[2]/source/ip is fixed: 192.0.2.1"),
                Arguments.of(
                        "<interface type='network'><source network='n' portid='p'/></interface>",
                        "devices/interface[2]/source/@portid is the base's: p"),
                Arguments.of(
                        "<interface type='direct'><virtualport><parameters instanceid='i'/></virtualport></interface>",
                        "devices/interface[2]/virtualport/parameters/@instanceid is the base's: i"),
                Arguments.of(
                        "<input type='passthrough'><source evdev='/dev/input/e1'/></input>",
                        "devices/input/source/@evdev is the base's: /dev/input/e1"),
                Arguments.of("<input type='evdev'/>", "devices/input is on the host once"),
                Arguments.of("<tpm><backend type='passthrough'/></tpm>", "devices/tpm[2] is on the host once"),
                Arguments.of("<tpm><backend type='external'/></tpm>", "devices/tpm[2] is on the host once"),
                Arguments.of(
                        "<tpm><backend type='emulator'><source type='dir' path='/t'/></backend></tpm>",
                        "devices/tpm[2]/backend/source/@path is the base's: /t"),
                Arguments.of("<smartcard mode='host'/>", "devices/smartcard is on the host once"),
                Arguments.of(
                        "<smartcard mode='passthrough' type='tcp'/>",
                        "devices/smartcard leads to where only one machine can be: tcp"),
                Arguments.of(
                        "<redirdev bus='usb' type='tcp'/>",
                        "devices/redirdev leads to where only one machine can be: tcp"),
                Arguments.of(
                        "<parallel type='dev'><source path='/dev/parport0'/></parallel>",
                        "devices/parallel leads to where only one machine can be: dev"),
                Arguments.of(
                        "<console type='pty' tty='/dev/pts/4'/>", "devices/console/@tty is the base's: /dev/pts/4"),
                Arguments.of(
                        "<rng model='virtio'><backend model='egd' type='udp'><source mode='bind' service='1234'/></backend></rng>",
                        "devices/rng/backend listens on a fixed address"),
                Arguments.of(
                        "<rng model='virtio'><backend model='egd' type='unix'><source mode='bind' path='/e'/></backend></rng>",
                        "devices/rng/backend/source/@path is the base's: /e"),
                Arguments.of(
                        "<filesystem type='block'><source dev='/dev/vg/fs'/></filesystem>",
                        "devices/filesystem[2]/source/@dev is the base's: /dev/vg/fs"),
                Arguments.of("<filesystem type='file'/>", "devices/filesystem[2] is on the host once"),
                Arguments.of(
                        "<filesystem type='mount'><source socket='/fs'/></filesystem>",
                        "devices/filesystem[2]/source/@socket is the base's: /fs"),
                Arguments.of("<graphics type='spice' tlsPort='5903'/>", "devices/graphics[2]/@tlsPort is fixed: 5903"),
                Arguments.of("<graphics type='vnc' socket='/v'/>", "devices/graphics[2]/@socket is the base's: /v"),
                Arguments.of(
                        "<graphics type='vnc'><listen type='socket' socket='/v'/></graphics>",
                        "devices/graphics[2]/listen/@socket is the base's: /v"),
                Arguments.of(
                        "<graphics type='dbus' address='unix:path=/d'/>",
                        "devices/graphics[2]/@address is fixed: unix:path=/d"),
                Arguments.of(
                        "<pstore backend='acpi-erst'><path>/p</path></pstore>",
                        "devices/pstore/path is the base's: /p"),
                Arguments.of(
                        "<newDevice><state file='/x'/></newDevice>", "devices/newDevice/state/@file is the base's: /x"),
                Arguments.of(
                        "<disk type='nvme'><readonly/></disk>", "devices/disk[4] is a device with one owner: nvme"),
                Arguments.of(
                        "<disk type='block' device='lun'><source dev='/dev/sdz'/></disk>",
                        "devices/disk[4]/@device passes commands on to the base's unit"),
                Arguments.of(
                        "<disk type='network'><source protocol='rbd' name='p/i'/></disk>",
                        "devices/disk[4]/@type is not file: network"),
                Arguments.of(
                        "<disk type='file' device='floppy'><driver type='qcow2'/><source file='/f'/></disk>",
                        "devices/disk[4]/source/@file is the base's: /f"));
    }

    @ParameterizedTest
    @MethodSource("kept")
    void findsNothingInADeviceThatCanBeShared(String device) {
        assertThat(CloneChecker.violations(withDevice(BASE, device), withDevice(CLONE, device)))
                .isEmpty();
    }

    static Stream<String> kept() {
        return Stream.of(
                "<disk type='file' device='disk'><source file='/tools.img'/><readonly/></disk>",
                "<disk type='network' device='cdrom'><source protocol='https' name='i.iso'/></disk>",
                "<disk type='file' device='floppy'/>",
                "<interface type='ethernet'><script path='/etc/up'/></interface>",
                "<interface type='user'><ip address='172.17.2.0' prefix='24'/></interface>",
                "<interface type='mcast'><source address='230.0.0.1' port='5558'/></interface>",
                "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>",
                "<rng model='virtio'><backend model='egd' type='unix'><source mode='connect' path='/e'/></backend></rng>",
                "<smartcard mode='passthrough' type='spicevmc'/>",
                "<smartcard mode='host-certificates'><certificate>c</certificate><database>/nss</database></smartcard>",
                "<redirdev bus='usb' type='spicevmc'/>",
                "<serial type='null'/>",
                "<serial type='file'><source path='/dev/null'/></serial>",
                "<channel type='pty'><target type='guestfwd' address='10.0.2.1' port='4600'/></channel>",
                "<graphics type='spice' autoport='no'><listen type='none'/><gl rendernode='/dev/dri/renderD128'/></graphics>",
                "<filesystem type='file'><source file='/i'/><target dir='/t'/><readonly/></filesystem>",
                "<filesystem type='ram'><source usage='1024'/><target dir='/t'/></filesystem>",
                "<memory model='dimm'/>",
                "<newDevice slot='3'/>");
    }

    @Test
    void doesNotCountWhatBelongsToARunningBase() {
        String base = withDevice(BASE, "<sound model='ich9'><alias name='sound0'/></sound>");
        String clone = withDevice(CLONE, "<sound model='ich9'/>");

        assertThat(CloneChecker.violations(base, clone)).isEmpty();
    }

    @Test
    void findsTwoInterfacesOfOneAddress() {
        String device = "<interface type='user'><mac address='%s'/></interface>";
        String base = withDevice(BASE, device.formatted("52:54:00:00:00:03"));
        String clone = withDevice(CLONE, device.formatted("52:54:00:00:00:02"));

        assertThat(CloneChecker.violations(base, clone))
                .containsExactly("devices/interface[2]/mac/@address is another interface's: 52:54:00:00:00:02");
    }

    @Test
    void findsAnInterfaceThatLostItsAddress() {
        assertThat(CloneChecker.violations(BASE, CLONE.replace("<mac address='52:54:00:00:00:02'/>", "")))
                .containsExactly("devices/interface/mac/@address is missing");
    }

    @Test
    void findsFlashMemoryThatIsNotSaidToBeReadOnly() {
        String base = BASE.replace("<loader readonly='yes' type='pflash'>", "<loader type='pflash'>");
        String clone = CLONE.replace("<loader readonly='yes' type='pflash'>", "<loader type='pflash'>");

        assertThat(CloneChecker.violations(base, clone)).containsExactly("os/loader is the base's: /fw/CODE.fd");
    }

    @Test
    void looksOnlyForWhatIsSharedWithAFormerBase() {
        String clone =
                CLONE.replace("/nvram/base_VARS.fd", "/nvram/another_VARS.fd").replace("cache='none'", "");

        assertThat(CloneChecker.shared(BASE, clone)).isEmpty();
        assertThat(CloneChecker.shared(BASE, clone.replace("clone-vda", "base")))
                .containsExactly("devices/disk[1]/source/@file is the base's: /images/base.qcow2");
    }

    @Test
    void findsTheRootOfAContainer() {
        String container = """
                <domain type='lxc'><name>%s</name><os><type>exe</type></os><devices>
                  <filesystem type='mount'><source dir='/root-of-base'/><target dir='/'/></filesystem>
                </devices></domain>
                """;

        assertThat(CloneChecker.violations(container.formatted("base"), container.formatted("clone")))
                .containsExactly("devices/filesystem is the base's root");
    }

    @ParameterizedTest
    @MethodSource("namingArguments")
    void findsArgumentsThatNameSomethingOutside(String argument) {
        String spoiled = "timestamp=on'/><q:arg value='" + argument;

        assertThat(CloneChecker.violations(BASE, CLONE.replace("timestamp=on", spoiled)))
                .contains("qemu:commandline/qemu:arg[3]/@value names what may be the base's: " + argument);
    }

    static Stream<String> namingArguments() {
        return Stream.of(
                "file=/images/base.qcow2,if=virtio",
                "file=relative.img,if=virtio",
                "/images/other.img",
                "id=m,mem-path=/dev/shm/x",
                "tcp::1234,server=on",
                "telnet:127.0.0.1:4444,server,nowait",
                "unix:/run/monitor.sock",
                "user,id=n,hostfwd=tcp::2222-:22",
                "vfio-pci,host=01:00.0",
                "usb-host,vendorid=0x046d",
                "input-linux,id=k,evdev=event3",
                "virtio-net-pci,mac=52:54:00:00:00:09",
                "vhost-vsock-pci,guest-cid=7",
                "127.0.0.1:7",
                ":7",
                "-s");
    }

    /** Options with a value that a plan may pass on, and none at all. */
    @ParameterizedTest
    @MethodSource("namingArguments")
    void findsNoArgumentThatAPlanPassesOn(String argument) {
        Stream<String> options = Stream.of(
                "acpitable", "boot", "chardev", "cpu", "device", "dtb", "fw_cfg", "global", "machine", "object", "set");
        Stream<String> before = options.map(option -> "<qemu:arg value='-" + option + "'/>");

        assertThat(Stream.concat(Stream.of(""), before)).allSatisfy(option -> {
            String arguments = option + "<qemu:arg value='" + argument + "'/></qemu:commandline>";
            HostPlan plan = new Plans().of(BASE.replace("</qemu:commandline>", arguments));
            assertThat(Plans.refusals(plan)).extracting(Decision::element).contains("qemu:commandline");
        });
    }

    @ParameterizedTest
    @MethodSource("otherArguments")
    void findsNothingInOtherArguments(String argument) {
        String added = "timestamp=on'/><%s:arg value='" + argument;
        String base = BASE.replace("timestamp=on", added.replace("%s", "qemu"));

        assertThat(CloneChecker.violations(base, CLONE.replace("timestamp=on", added.replace("%s", "q"))))
                .isEmpty();
    }

    static Stream<String> otherArguments() {
        return Stream.of(
                "-cpu",
                "host,+vmx,host-cache-info=on",
                "name=opt/ovmf/X-PciMmio64Mb,string=65536",
                "pcie-root-port,id=rp,bus=pcie.0,addr=0x1c.0,port=0x10",
                "rng-random,id=r,filename",
                "device.video0.max_outputs=2");
    }

    @Test
    void findsVariablesAndPropertiesThatNameAPath() {
        String spoiled = CLONE.replace(
                "</q:commandline>",
                "<q:env name='SERVER' value='/run/pulse'/></q:commandline><q:override><q:device alias='a'><q:frontend>"
                        + "<q:property name='x-file' value='/x'/></q:frontend></q:device></q:override>");

        assertThat(CloneChecker.violations(BASE, spoiled))
                .contains(
                        "qemu:commandline/qemu:env/@value names what may be the base's: /run/pulse",
                        "qemu:override/qemu:device/qemu:frontend/qemu:property/@value names what may be the base's: /x");
    }

    private static String named(String domain) {
        return domain.replace("S-1", SERIAL).replace("</os>", "<smbios mode='sysinfo'/></os>");
    }

    private static Arguments of(String clean, String spoiled, String violation) {
        return Arguments.of(clean, spoiled, violation);
    }

    private static String withDevice(String domain, String device) {
        return domain.replace("</devices>", device + "</devices>");
    }
}
