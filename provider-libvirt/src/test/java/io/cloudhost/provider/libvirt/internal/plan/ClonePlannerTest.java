package io.cloudhost.provider.libvirt.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord.VolumeName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClonePlannerTest {

    @ParameterizedTest
    @ValueSource(strings = {"kvm", "qemu", "kqemu", "hvf", "test"})
    void plansMachinesThatQemuRuns(String type) {
        assertThat(plan("<domain type='" + type + "'><name>base</name></domain>")
                        .toHostPlan()
                        .isRefused())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xen", "lxc", "vz", "vmware", "bhyve"})
    void refusesMachinesThatQemuDoesNotRun(String type) {
        assertThat(plan("<domain type='" + type + "'><name>base</name></domain>")
                        .decisions())
                .contains(new Decision(
                        "domain " + type,
                        Verdict.REFUSED,
                        "not a machine that QEMU runs",
                        Optional.of("use a base of type 'kvm' or 'qemu'")));
    }

    @Test
    void namesTheVolumesInTheMetadata() {
        ClonePlan plan = planDevices("""
                <disk type='file' device='disk'><source file='/images/base.img'/><target dev='vda'/></disk>
                <serial type='file'><source path='/var/log/base.log'/></serial>
                """);

        assertThat(CloneRecord.of(XmlElement.parse(plan.xml()))).contains(plan.record());
        assertThat(plan.record().volumes())
                .containsExactly(
                        new VolumeName("pool-of-images", "clone-vda.qcow2"),
                        new VolumeName("pool-of-files", "clone-serial0.out"));
    }

    @Test
    void keepsTheBasesOwnMetadataAndReplacesOurs() {
        XmlElement ofAnother = XmlElement.parse("<domain/>");
        new CloneRecord(
                        new UUID(0, 7),
                        PlanFixture.PROVENANCE,
                        List.of(),
                        Optional.of(new CloneRecord.Address(
                                IpLiteral.parse("198.51.100.7").orElseThrow(),
                                Optional.of(new MacAddress("52:54:00:12:34:56")))),
                        List.of(),
                        Optional.empty(),
                        false)
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
        assertThat(plan.decisions())
                .contains(new Decision(
                        "metadata",
                        Verdict.KEPT,
                        "the base's own; cloudhost's record in it is the clone's",
                        Optional.empty()));
    }

    @Test
    void plansACloneOfACloneThatSharesNothingWithEither() {
        ClonePlan first = planDevices("""
                <disk type='file' device='disk'><source file='/images/base.img'/><target dev='vda'/></disk>
                <interface type='bridge'><source bridge='br0'/></interface>
                <serial type='file'><source path='/var/log/base.log'/></serial>
                <graphics type='vnc' port='5901'/>
                """);
        ClonePlan second = new ClonePlanner()
                .plan(
                        XmlElement.parse(first.xml()),
                        new CloneWish(
                                CloneIdentity.random("second"),
                                PlanFixture.PROVENANCE,
                                ClonePolicies.DEFAULT,
                                List.of()),
                        StorageSurvey.assumedFor(BaseDisk.allOf(XmlElement.parse(first.xml()))));

        assertThat(second.toHostPlan().isRefused()).isFalse();
        assertThat(second.base()).isEqualTo("clone");
        assertThat(second.volumes())
                .extracting(CloneVolume::path)
                .containsExactly(
                        "/images/" + second.name() + "-vda.qcow2", "/images/" + second.name() + "-serial0.out");
        assertThat(second.xml())
                .doesNotContain(
                        "clone-vda",
                        "clone-serial0",
                        "base.img",
                        "base.log",
                        "52:54:00:aa",
                        PlanFixture.CLONE.toString());
    }

    @Test
    void refusesWithoutForgettingTheRest() {
        ClonePlan plan = planDevices("<hostdev mode='subsystem' type='pci'/><shmem name='s'/><sound model='ich6'/>");

        assertThat(plan.toHostPlan().isRefused()).isTrue();
        assertThat(plan.decisions())
                .extracting(Decision::element, Decision::verdict)
                .containsExactly(
                        tuple("name", Verdict.REWRITTEN),
                        tuple("hostdev pci", Verdict.REFUSED),
                        tuple("shmem", Verdict.REFUSED),
                        tuple("sound ich6", Verdict.KEPT));
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
        assertThat(plan.decisions())
                .contains(
                        new Decision("newThing", Verdict.KEPT, "part of the machine", Optional.empty()),
                        new Decision("foreign", Verdict.KEPT, "not libvirt's, passed on as it is", Optional.empty()),
                        new Decision("newDevice", Verdict.KEPT, "part of the machine", Optional.empty()));
    }

    @Test
    void showsNoSecretsInItsDescription() {
        ClonePlan plan = planDevices("<graphics type='vnc' passwd='bigsecret'/>");

        assertThat(plan.xml()).contains("bigsecret");
        assertThat(plan.toString()).doesNotContain("bigsecret").contains("clone from base");
    }

    @Test
    void doesNotChangeTheBase() {
        XmlElement base = XmlElement.parse("<domain><name>base</name><title>t</title></domain>");
        String before = base.toXml();

        new PlanFixture().plan(base);

        assertThat(base.toXml()).isEqualTo(before);
    }

    @Test
    void refusesWhatIsNoDomain() {
        assertThatThrownBy(() -> plan("<network><name>n</name></network>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a libvirt domain: expected <domain> with a <name>");
        assertThatThrownBy(() -> plan("<domain><title>t</title></domain>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a libvirt domain: expected <domain> with a <name>");
    }

    private static ClonePlan planDevices(String devices) {
        return new PlanFixture().planDevices(devices);
    }

    private static ClonePlan plan(String xml) {
        return new PlanFixture().plan(xml);
    }
}
