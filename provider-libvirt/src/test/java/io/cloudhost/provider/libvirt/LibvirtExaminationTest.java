package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.AddressReports.Source;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.provider.libvirt.LibvirtCloudHostTest.Context;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.FolderSharing;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorConnector;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.testkit.RecordedExamination;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examination on libvirt's in-process driver, whose machine has the interface {@code br0} only where a test says so. */
@LibvirtInstalled
class LibvirtExaminationTest {

    private static final Map<String, String> ON_BRIDGE = Map.of("networkDeviceId", "br0");

    private final RecordedExamination examination = new RecordedExamination();
    private TestDriver driver;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void goesTheWayOfASetupAndCreatesNothing() {
        examine(ON_BRIDGE);

        assertThat(examination.lines())
                .extracting(line -> line.replaceAll("nat_host-[0-9a-f]{8}", "CLONE")
                        .replaceAll("version [0-9.]+", "version N")
                        .replaceAll("[0-9]+ MiB", "N MiB"))
                .containsExactly(
                        "good libvirt at test:///it: answers, version N",
                        "good base domain: 'tiny-base' is shut off",
                        "good disk vda: overlay /pool/CLONE-vda.qcow2 on qcow2 /pool/tiny-base.qcow2",
                        "good disk vdb: overlay /second/CLONE-vdb.qcow2 on raw /second/data.raw",
                        "good storage pool default: N MiB free in /pool",
                        "doubtful storage pool default: is not started with the hypervisor's machine -> Have it started: virsh -c"
                                + " test:///it pool-autostart default",
                        "good storage pool second: N MiB free in /second",
                        "doubtful storage pool second: is not started with the hypervisor's machine -> Have it started: virsh -c"
                                + " test:///it pool-autostart second",
                        "good networkDeviceId: the address is looked up on bridge br0",
                        "good network my_nat_network: is started, without DHCP",
                        "doubtful network my_nat_network: is not started with the hypervisor's machine -> Have it started: virsh -c"
                                + " test:///it net-autostart my_nat_network",
                        "good bridge br0: is there; libvirt gives no addresses on it");
        LibvirtCloudHostTest.assertNothingIsLeft(driver);
        assertThat(driver.openConnections()).isZero();
    }

    @Test
    void aHypervisorThatCannotBeReachedIsTheOnlyLine() {
        AddressReports reports = examine(ON_BRIDGE, url -> {
            throw new HypervisorException("cannot connect to libvirt at " + url + ": refused", "Start it", null);
        });

        assertThat(examination.lines())
                .containsExactly(
                        "bad libvirt at test:///it: cannot connect to libvirt at test:///it: refused -> Start it");
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> reports.ask(Source.LEASE))
                .matches(e -> !e.isPermanent(), "not found out");
    }

    @Test
    void withoutABaseThereIsNothingMoreToLookAt() {
        examine(Map.of("libvirtBaseDomain", "tiny-bass"));

        assertThat(examination.bad())
                .containsExactly(
                        "bad base domain: nat_host.libvirtBaseDomain = \"tiny-bass\" (test.conf:2): no domain of this"
                                + " name at test:///it. It has: tiny-base. Did you mean 'tiny-base'? -> Define it, or name another"
                                + " one: virsh -c test:///it list --all");
        assertThat(examination.lines())
                .contains("skipped disks, networks and folders: not before there is a base domain");
    }

    @Test
    void theNetworksOfARunningBaseAreLookedAt() {
        driver.hypervisor().start(TestDriver.BASE);

        examine(ON_BRIDGE);

        assertThat(examination.bad())
                .containsExactly(
                        "bad base domain: the base domain 'tiny-base' is running -> Only a domain that is shut off"
                                + " can be cloned, since its disks must not change: virsh -c test:///it shutdown tiny-base");
        assertThat(examination.lines())
                .contains(
                        "skipped disks: not before the base domain is at rest",
                        "good network my_nat_network: is started, without DHCP");
    }

    @Test
    void aSavedBaseIsToBeGivenItsMemoryUp() {
        driver.startAndSave("tiny-base");

        examine(ON_BRIDGE);

        assertThat(examination.bad())
                .singleElement()
                .asString()
                .endsWith("virsh -c test:///it managedsave-remove tiny-base");
    }

    @Test
    void eachDiskThatCannotBeClonedHasALine() {
        driver.stopPool("second");

        examine(ON_BRIDGE);

        assertThat(examination.bad())
                .containsExactly(
                        "bad disk vdb: the storage pool 'second' of /second/data.raw is stopped -> start it: virsh"
                                + " -c test:///it pool-start second");
        assertThat(examination.lines()).anyMatch(line -> line.startsWith("good disk vda: "));
    }

    @Test
    void aPoolThatCannotHoldOverlaysIsBad() {
        examine(Map.of("networkDeviceId", "br0", "clonePool", "lvm"));

        assertThat(examination.bad())
                .singleElement()
                .asString()
                .startsWith(
                        "bad storage: nat_host.clonePool = \"lvm\" (test.conf:2): a storage pool of type 'logical' cannot"
                                + " hold overlays. Name one of type 'dir' -> Correct nat_host.clonePool (test.conf:2)");
        assertThat(examination.lines()).contains("skipped disks: there is no plan for a clone");
    }

    @Test
    void theDisksOfAHostWhoseFolderIsMissingAreLookedAt() {
        examine(Map.of("networkDeviceId", "br0", "fsMapping.data.hostPath", "/nowhere/at/all"));

        assertThat(examination.bad())
                .containsExactly(
                        "bad folder: nat_host.fsMapping.data.hostPath = \"/nowhere/at/all\" (test.conf:2): there is"
                                + " no such folder -> Make the folder, or correct nat_host.fsMapping.data.hostPath (test.conf:2)");
        assertThat(examination.lines()).anyMatch(line -> line.startsWith("good disk vda: "));
    }

    @Test
    void folderThatIsThereIsGood() {
        examine(Map.of("networkDeviceId", "br0", "fsMapping.data.hostPath", "/"));

        assertThat(examination.lines()).contains("good folder data: / by 9p");
    }

    @Test
    void theInterfaceMustBeSettled() {
        examine(Map.of());

        assertThat(examination.bad())
                .singleElement()
                .asString()
                .startsWith("bad networkDeviceId: nat_host.networkDeviceId (test.conf:1): missing, and the base domain"
                        + " 'tiny-base' has several network interfaces")
                .contains(" -> Set it to the network of one interface, in ");
    }

    @Test
    void aBridgeThatIsNotThereIsBad() {
        examine(ON_BRIDGE, url -> new HypervisorView(driver.connector().connect(url)) {
            @Override
            public Optional<Boolean> hasInterface(String name) {
                return Optional.of(false);
            }
        });

        assertThat(examination.bad())
                .containsExactly(
                        "bad bridge br0: the hypervisor's machine has no such interface -> Make it there, or connect"
                                + " the base to another one");
    }

    @Test
    void kvmThatTheBaseDoesNotUseIsDoubtful() {
        examine(ON_BRIDGE, withKvm(true));

        assertThat(examination.bad()).isEmpty();
        assertThat(examination.lines())
                .contains(
                        "doubtful KVM: the base domain 'tiny-base' does not use it, and its clones are many times slower ->"
                                + " If it works there, write <domain type='kvm'>: virsh -c test:///it edit tiny-base");
    }

    @Test
    void noKvmIsDoubtfulWhereTheBaseDoesWithout() {
        examine(ON_BRIDGE, withKvm(false));

        assertThat(examination.lines())
                .anyMatch(line ->
                        line.startsWith("doubtful KVM: not there, and guests are many times slower without -> Switch"
                                + " virtualisation on in the firmware"));
    }

    @Test
    void whatKeepsLibvirtFromLookingForKvmEndsNothing() {
        examine(ON_BRIDGE, url -> new WithAllInterfaces(url) {
            @Override
            public Optional<Boolean> hasKvm(String xml) {
                throw new HypervisorException("cannot read: no QEMU binary /usr/bin/gone", null);
            }
        });

        assertThat(examination.bad()).isEmpty();
        assertThat(examination.lines())
                .contains("skipped KVM: cannot read: no QEMU binary /usr/bin/gone")
                .anyMatch(line -> line.startsWith("good disk vda: "));
    }

    @Test
    void aStoppedPoolForTheOverlaysIsToBeStarted() {
        driver.stopPool("second");

        examine(Map.of("networkDeviceId", "br0", "clonePool", "second"));

        assertThat(examination.bad())
                .containsExactly(
                        "bad storage: nat_host.clonePool = \"second\" (test.conf:2): the storage pool is stopped ->"
                                + " Start it: virsh -c test:///it pool-start second");
    }

    @Test
    void aMachineThatTheHypervisorDoesNotHaveIsBad() {
        examine(ON_BRIDGE, url -> new WithAllInterfaces(url) {
            @Override
            public FolderSharing folderSharing(String xml) {
                throw new HypervisorException("cannot read: the machine 'pc-99' is not supported", null);
            }
        });

        assertThat(examination.bad())
                .containsExactly(
                        "bad base domain: cannot read: the machine 'pc-99' is not supported -> Make it a machine that"
                                + " this hypervisor has: virsh -c test:///it edit tiny-base");
    }

    @Test
    void foldersCanBeSharedByWhatTheHypervisorHas() {
        examine(ON_BRIDGE, url -> new WithAllInterfaces(url) {
            @Override
            public FolderSharing folderSharing(String xml) {
                return new FolderSharing(Optional.of(Set.of("path", "virtiofs")), 11_000_000);
            }
        });

        assertThat(examination.lines()).contains("good folder sharing: 9p, virtiofs");
    }

    @Test
    void everyFileMustBeReadableWhereTheBaseIsVerified() {
        examine(Map.of("networkDeviceId", "br0", "verifyBase", "true"));

        assertThat(examination.lines()).contains("good verifyBase: 2 files can be read");
    }

    @Test
    void libvirtKnowsTheAddressesOfNetworksWithItsOwnDhcpServerAlone() {
        AddressReports reports = examine(ON_BRIDGE);

        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> reports.ask(Source.LEASE))
                .withMessage("libvirt gives no addresses on the base's network")
                .matches(IpLookupException::isPermanent);
        assertThatExceptionOfType(IpLookupException.class)
                .isThrownBy(() -> reports.ask(Source.AGENT))
                .withMessage("the base has no channel org.qemu.guest_agent.0 for an agent")
                .matches(IpLookupException::isPermanent);
        assertThat(reports.ask(Source.ARP)).isEmpty();
    }

    @Test
    void libvirtKnowsTheAddressesWhereItHasADhcpServerOrAnAgent() {
        driver.hypervisor()
                .define(TestDriver.resource("base.xml")
                        .replace(
                                "</devices>",
                                "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices>")
                        .replace("tiny-base</name>", "agent-base</name>")
                        .replace(TestDriver.BASE.toString(), new UUID(1, 1).toString()));
        HypervisorConnector withDhcp =
                url -> new HypervisorView(driver.connector().connect(url)) {
                    @Override
                    public Optional<Network> network(String name) {
                        return super.network(name).map(known -> new Network(name, true, true, true, Optional.empty()));
                    }
                };

        AddressReports reports =
                examine(Map.of("libvirtBaseDomain", "agent-base", "networkDeviceId", "my_nat_network"), withDhcp);

        assertThat(List.of(reports.ask(Source.LEASE), reports.ask(Source.AGENT)))
                .allMatch(List::isEmpty);
    }

    private HypervisorConnector withKvm(boolean usable) {
        return url -> new WithAllInterfaces(url) {
            @Override
            public Optional<Boolean> hasKvm(String xml) {
                return Optional.of(usable);
            }
        };
    }

    private AddressReports examine(Map<String, String> settings) {
        return examine(settings, WithAllInterfaces::new);
    }

    /** A machine that has every interface. */
    private class WithAllInterfaces extends HypervisorView {

        WithAllInterfaces(ConnectionUrl url) {
            super(driver.connector().connect(url));
        }

        @Override
        public Optional<Boolean> hasInterface(String name) {
            return Optional.of(true);
        }
    }

    private AddressReports examine(Map<String, String> settings, HypervisorConnector connector) {
        return new LibvirtCloudHostProvider(connector)
                .examine(LibvirtCloudHostTest.definition(settings), new Context(), examination);
    }
}
