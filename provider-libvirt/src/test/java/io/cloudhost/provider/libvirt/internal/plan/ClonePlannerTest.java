package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord.VolumeName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClonePlannerTest {

    @Test
    void givesTheCloneNamesOfItsOwn() {
        ClonePlan plan = plan("""
                <domain type='kvm' id='3'>
                  <name>base</name>
                  <uuid>e57dc731-97df-4eac-9636-1e34597dfa4a</uuid>
                  <title>The base</title>
                  <genid>e57dc731-97df-4eac-9636-1e34597dfa4b</genid>
                  <sysinfo type='smbios'>
                    <system>
                      <entry name='serial'>S-1</entry>
                      <entry name='uuid'>e57dc731-97df-4eac-9636-1e34597dfa4a</entry>
                    </system>
                  </sysinfo>
                </domain>
                """);

        XmlElement clone = XmlElement.parse(plan.xml());
        assertThat(clone.attribute("id")).isEmpty();
        assertThat(clone.child("name").flatMap(XmlElement::text)).contains("clone");
        assertThat(clone.child("uuid").flatMap(XmlElement::text)).contains(PlanFixture.CLONE.toString());
        assertThat(clone.child("title")).isEmpty();
        assertThat(clone.child("genid").flatMap(XmlElement::text)).contains(PlanFixture.GENERATION.toString());
        assertThat(plan.xml())
                .contains("<entry name=\"serial\">S-1</entry>")
                .contains("<entry name=\"uuid\">" + PlanFixture.CLONE + "</entry>")
                .doesNotContain("e57dc731");
        assertThat(plan.base()).isEqualTo("base");
    }

    @Test
    void putsAnOverlayOnEveryWritableDisk() {
        ClonePlan plan = planDevices("""
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2' cache='none'/>
                  <source file='/images/base.qcow2' index='1'/>
                  <backingStore type='file'><source file='/images/old.qcow2'/></backingStore>
                  <target dev='vda' bus='virtio'/>
                  <serial>KEEP-1</serial>
                </disk>
                <disk type='file' device='disk'>
                  <source file='/data/data.raw'/>
                  <target dev='vdb' bus='virtio'/>
                </disk>
                <disk type='volume' device='disk'>
                  <driver name='qemu' type='raw'/>
                  <source pool='more' volume='third' mode='host'/>
                  <target dev='vdc' bus='virtio'/>
                </disk>
                """);

        assertThat(plan.volumes())
                .containsExactly(
                        new Overlay(
                                "vda",
                                "pool-of-images",
                                "clone-vda.qcow2",
                                "/images/clone-vda.qcow2",
                                "/images/base.qcow2",
                                "qcow2",
                                Optional.of(1024L)),
                        new Overlay(
                                "vdb",
                                "pool-of-data",
                                "clone-vdb.qcow2",
                                "/data/clone-vdb.qcow2",
                                "/data/data.raw",
                                "raw",
                                Optional.of(1024L)),
                        new Overlay(
                                "vdc",
                                "more",
                                "clone-vdc.qcow2",
                                "/more/clone-vdc.qcow2",
                                "/more/third",
                                "raw",
                                Optional.of(1024L)));
        assertThat(plan.xml())
                .doesNotContain(
                        "base.qcow2",
                        "old.qcow2",
                        "data.raw",
                        "volume=\"third\"",
                        "backingStore",
                        "<source pool",
                        "index=",
                        "mode=")
                .contains("<driver cache=\"none\" name=\"qemu\" type=\"qcow2\"/>")
                .contains("<serial>KEEP-1</serial>");
        XmlElement devices = XmlElement.parse(plan.xml()).child("devices").orElseThrow();
        assertThat(devices.children("disk"))
                .allSatisfy(disk -> assertThat(disk.attribute("type")).contains("file"))
                .extracting(disk ->
                        disk.child("source").orElseThrow().attribute("file").orElseThrow())
                .containsExactly("/images/clone-vda.qcow2", "/data/clone-vdb.qcow2", "/more/clone-vdc.qcow2");
        assertThat(plan.decisions())
                .contains(new Decision(
                        "disk vda",
                        Verdict.REWRITTEN,
                        "overlay /images/clone-vda.qcow2 on qcow2 /images/base.qcow2",
                        Optional.empty()));
    }

    @Test
    void namesTheOverlaysInTheMetadata() {
        ClonePlan plan = planDevices("""
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source file='/images/base.qcow2'/>
                  <target dev='vda'/>
                </disk>
                """);

        assertThat(CloneRecord.of(XmlElement.parse(plan.xml()))).contains(plan.record());
        assertThat(plan.record().volumes()).containsExactly(new VolumeName("pool-of-images", "clone-vda.qcow2"));
    }

    @Test
    void keepsTheBasesOwnMetadataAndReplacesOurs() {
        XmlElement ofAnother = XmlElement.parse("<domain/>");
        new CloneRecord(new UUID(0, 7), PlanFixture.PROVENANCE, List.of(), Optional.of("198.51.100.7"), List.of())
                .writeTo(ofAnother);
        ClonePlan plan = plan("""
                <domain>
                  <name>base</name>
                  <metadata>
                    <other:note xmlns:other='https://example.org/note'>mine</other:note>
                    %s
                  </metadata>
                </domain>
                """.formatted(
                ofAnother.child("metadata").orElseThrow().children().get(0).toXml()));

        assertThat(plan.xml()).contains("mine").doesNotContain("198.51.100.7").containsOnlyOnce("label=\"nat_host\"");
    }

    @Test
    void givesEveryInterfaceAnAddressOfItsOwn() {
        ClonePlan plan = planDevices("""
                <interface type='network'>
                  <mac address='52:54:00:00:00:01'/>
                  <source network='nat' portid='e57dc731-97df-4eac-9636-1e34597dfa4a'/>
                  <target dev='vnet7'/>
                  <virtualport type='openvswitch'><parameters interfaceid='09b11c53'/></virtualport>
                </interface>
                <interface type='bridge'>
                  <source bridge='br0'/>
                </interface>
                """);

        assertThat(plan.interfaces())
                .containsExactly(
                        new CloneInterface(new NetworkSource("network", "nat"), new MacAddress("52:54:00:aa:00:00")),
                        new CloneInterface(new NetworkSource("bridge", "br0"), new MacAddress("52:54:00:aa:00:01")));
        assertThat(plan.xml())
                .contains("52:54:00:aa:00:00", "52:54:00:aa:00:01")
                .doesNotContain("52:54:00:00:00:01", "vnet7", "portid", "interfaceid");
    }

    @Test
    void sharesWhatIsOnlyRead() {
        ClonePlan plan = planDevices("""
                <disk type='file' device='cdrom'>
                  <source file='/images/installer.iso'/>
                  <target dev='sda'/>
                </disk>
                <disk type='file' device='disk'>
                  <source file='/images/tools.img'/>
                  <target dev='vdb'/>
                  <readonly/>
                </disk>
                <disk type='file' device='cdrom'>
                  <target dev='sdb'/>
                </disk>
                """);

        assertThat(plan.volumes()).isEmpty();
        assertThat(plan.xml()).contains("/images/installer.iso", "/images/tools.img");
        assertThat(plan.decisions())
                .contains(
                        new Decision("cdrom sda", Verdict.SHARED, "read-only", Optional.empty()),
                        new Decision("disk vdb", Verdict.SHARED, "read-only", Optional.empty()),
                        new Decision("cdrom sdb", Verdict.KEPT, "no medium", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            <graphics type='vnc' port='5901' websocket='5700' autoport='no' listen='127.0.0.1'/> | port=\\"5901 5700 autoport=\\"no
            <channel type='unix'><source mode='bind' path='/run/base.agent'/><target type='virtio' name='a'/></channel> | /run/base.agent
            <serial type='pty'><source path='/dev/pts/3'/></serial> | /dev/pts/3
            <vsock model='virtio'><cid auto='no' address='5'/></vsock> | address=\\"5
            """)
    void dropsWhatOnlyOneDomainCanHave(String device, String gone) {
        ClonePlan plan = planDevices(device);

        assertThat(plan.toHostPlan().isRefused()).isFalse();
        assertThat(plan.xml()).doesNotContain(gone.replace("\\", "").split(" "));
    }

    @Test
    void keepsWhatAChannelIsSetTo() {
        ClonePlan plan =
                planDevices("<channel type='qemu-vdagent'><source><clipboard copypaste='yes'/></source></channel>");

        assertThat(plan.xml()).contains("<clipboard copypaste=\"yes\"/>");
    }

    @Test
    void showsNoSecretsInItsDescription() {
        ClonePlan plan = planDevices("<graphics type='vnc' passwd='bigsecret'/>");

        assertThat(plan.xml()).contains("bigsecret");
        assertThat(plan.toString()).doesNotContain("bigsecret").contains("clone from base");
    }

    static Stream<String> refused() {
        return Stream.of(
                "<disk type='network'><source protocol='rbd' name='p/i'/><target dev='vda'/></disk>",
                "<disk type='volume'><source pool='p'/><target dev='vda'/></disk>",
                "<disk type='file'><driver type='vmdk'/><source file='/i/a'/><target dev='vda'/></disk>",
                "<disk type='file'><source file='/i/a'/><target dev='vda'/><shareable/></disk>",
                "<disk type='file'><source file='/i/a'><encryption format='luks'/></source><target dev='vda'/></disk>",
                "<disk type='file'><source file='/i/a'/><encryption format='luks'/><target dev='vda'/></disk>",
                "<interface type='vhostuser'><source type='unix' path='/s'/></interface>",
                "<interface type='hostdev'/>",
                "<hostdev mode='subsystem' type='pci'/>",
                "<shmem name='s'/>",
                "<memory model='nvdimm'><source><path>/n</path></source></memory>",
                "<tpm model='tpm-tis'><backend type='passthrough'/></tpm>",
                "<serial type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/></serial>");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatCannotBeTwice(String device) {
        ClonePlan plan = planDevices(device);

        assertThat(plan.toHostPlan().isRefused()).isTrue();
        assertThat(plan.decisions())
                .filteredOn(decision -> decision.verdict() == Verdict.REFUSED)
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.reason()).isNotBlank();
                    assertThat(decision.remedy()).isPresent();
                });
        assertThat(plan.volumes()).isEmpty();
    }

    @Test
    void refusesFirmwareThatTheCloneWouldWriteTo() {
        ClonePlan plan = plan("""
                <domain><name>base</name>
                  <os><loader readonly='no' type='pflash'>/fw/base.fd</loader></os>
                </domain>
                """);

        assertThat(plan.toHostPlan().isRefused()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -cpu                             | false
            host,+vmx                        | false
            file=/images/base.qcow2,if=virtio| true
            id=m,mem-path=/dev/shm/x         | true
            /images/base.qcow2               | true
            """)
    void looksAtArgumentsThatLibvirtPassesOnUnseen(String argument, boolean refused) {
        ClonePlan plan = plan("""
                <domain xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
                  <name>base</name>
                  <qemu:commandline><qemu:arg value='%s'/></qemu:commandline>
                </domain>
                """.formatted(argument));

        assertThat(plan.toHostPlan().isRefused()).isEqualTo(refused);
        assertThat(plan.xml()).contains("value=\"" + argument + "\"");
    }

    @Test
    void passesUnknownElementsUnchanged() {
        ClonePlan plan = plan("""
                <domain xmlns:x='https://example.org/x'>
                  <name>base</name>
                  <newThing mode='a'><inner>text &amp; more</inner></newThing>
                  <x:foreign/>
                  <devices><newDevice slot='3'/></devices>
                </domain>
                """);

        assertThat(plan.xml())
                .contains("<newThing mode=\"a\"><inner>text &amp; more</inner></newThing>", "<x:foreign/>")
                .contains("<newDevice slot=\"3\"/>");
    }

    @Test
    void makesAFreshLabelOfAStaticOne() {
        ClonePlan plan = plan("""
                <domain><name>base</name>
                  <seclabel type='static' model='dac' relabel='no'><label>+64055:+64055</label></seclabel>
                  <seclabel type='dynamic' model='selinux'/>
                </domain>
                """);

        assertThat(plan.xml())
                .contains("<seclabel model=\"dac\" relabel=\"yes\" type=\"dynamic\"/>")
                .doesNotContain("64055");
    }

    @Test
    void doesNotChangeTheBase() {
        XmlElement base = XmlElement.parse("<domain><name>base</name><title>t</title></domain>");
        String before = base.toXml();

        planner(base);

        assertThat(base.toXml()).isEqualTo(before);
    }

    @Test
    void statesTheFormatOfTheBackingFileInTheVolume() {
        Overlay overlay =
                new Overlay("vda", "p", "c-vda.qcow2", "/p/c-vda.qcow2", "/p/a & b.raw", "raw", Optional.of(4096L));

        assertThat(overlay.toVolumeXml())
                .isEqualTo("<volume><name>c-vda.qcow2</name><capacity unit=\"bytes\">4096</capacity>"
                        + "<allocation>0</allocation><target><format type=\"qcow2\"/></target>"
                        + "<backingStore><path>/p/a &amp; b.raw</path><format type=\"raw\"/></backingStore></volume>");
    }

    @Test
    void refusesWhatIsNoDomain() {
        assertThatThrownBy(() -> plan("<network><name>n</name></network>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a libvirt domain: expected <domain> with a <name>");
        assertThatThrownBy(() -> plan("<domain>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not well-formed XML: ");
    }

    @Test
    void refusesExternalEntities() {
        assertThatThrownBy(() -> plan("""
                <!DOCTYPE domain [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <domain><name>&x;</name></domain>
                """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DOCTYPE is disallowed");
    }

    private static ClonePlan planDevices(String devices) {
        return plan("<domain><name>base</name><devices>" + devices + "</devices></domain>");
    }

    private static ClonePlan plan(String xml) {
        return planner(XmlElement.parse(xml));
    }

    private static ClonePlan planner(XmlElement base) {
        return new PlanFixture().plan(base);
    }
}
