package io.cloudhost.provider.libvirt.internal.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Backing;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Pool;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor.Volume;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.Domain;

@LibvirtInstalled
class LibvirtHypervisorTest {

    private static final UUID NOBODY = UUID.fromString("00000000-0000-4000-8000-000000000000");

    private TestDriver driver;
    private Hypervisor hypervisor;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
        hypervisor = driver.hypervisor();
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void describesADomain() {
        var domain = hypervisor.domain("tiny-base").orElseThrow();

        assertThat(domain.uuid()).isEqualTo(TestDriver.BASE);
        assertThat(domain.state()).isEqualTo(DomainState.SHUT_OFF);
        assertThat(domain.xml()).contains("<source file='/pool/tiny-base.qcow2'/>");
        assertThat(hypervisor.domainNames()).containsExactly("tiny-base");
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(hypervisor.domain("nobody")).isEmpty();
        assertThat(hypervisor.volumeAt("/pool/nothing")).isEmpty();
        assertThat(hypervisor.volume("default", "nothing")).isEmpty();
        assertThat(hypervisor.volume("nowhere", "nothing")).isEmpty();
        assertThat(hypervisor.pool("nowhere")).isEmpty();
    }

    @Test
    void tellsItsVersionAndNothingOfFoldersWhereItHasNoCapabilities() {
        FolderSharing sharing = hypervisor.folderSharing(
                hypervisor.domain("tiny-base").orElseThrow().xml());

        assertThat(sharing.drivers()).isEmpty();
        assertThat(sharing.version()).isGreaterThan(1_000_000);
    }

    @Test
    void findsAVolumeByPathAndByName() {
        Volume volume = new Volume(
                "default",
                "tiny-base.qcow2",
                "file",
                "/pool/tiny-base.qcow2",
                1048576,
                Optional.of("qcow2"),
                Optional.empty());

        assertThat(hypervisor.volumeAt("/pool/tiny-base.qcow2")).contains(volume);
        assertThat(hypervisor.volume("default", "tiny-base.qcow2")).contains(volume);
    }

    @Test
    void tellsWhatAVolumeIsBuiltUpon() {
        hypervisor.createVolume(
                "default",
                "<volume><name>top</name><capacity>1048576</capacity><allocation>0</allocation>"
                        + "<target><format type='qcow2'/></target>"
                        + "<backingStore><path>/second/data.raw</path><format type='raw'/></backingStore></volume>");

        assertThat(hypervisor.volumeAt("/pool/top").orElseThrow().backing())
                .contains(new Backing("/second/data.raw", Optional.of("raw")));
        assertThat(hypervisor.volumeAt("/second/data.raw").orElseThrow().format())
                .contains("raw");
    }

    @Test
    void listsPools() {
        assertThat(hypervisor.pools())
                .extracting(Pool::name, Pool::kind, Pool::folder, Pool::started, Pool::autostarted)
                .containsExactly(
                        tuple("default", "dir", "/pool", true, false),
                        tuple("lvm", "logical", "/dev/lvm", true, false),
                        tuple("second", "dir", "/second", true, false));
        assertThat(hypervisor.pools()).allMatch(pool -> pool.available() > 0);
    }

    @Test
    void describesANetwork() {
        assertThat(hypervisor.network("my_nat_network"))
                .contains(new Hypervisor.Network("my_nat_network", true, false, false, Optional.of("198.51.100.1")));
        assertThat(hypervisor.network("nowhere")).isEmpty();
    }

    @Test
    void tellsWhatThereIsOnItsMachine() {
        assertThat(hypervisor.hasInterface("br0")).contains(false);
        assertThat(hypervisor.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(hypervisor.hasKvm("<domain type='test'/>")).isEmpty();
    }

    @Test
    void startsAndEndsADomain() {
        hypervisor.start(TestDriver.BASE);
        assertThat(hypervisor.domain("tiny-base").orElseThrow().state()).isEqualTo(DomainState.RUNNING);

        hypervisor.destroy(TestDriver.BASE);
        assertThat(hypervisor.domain("tiny-base").orElseThrow().state()).isEqualTo(DomainState.SHUT_OFF);
    }

    @Test
    void resumesADomainAndLeavesOneAloneThatIsNotPaused() throws Exception {
        hypervisor.start(TestDriver.BASE, StartOption.PAUSED);
        hypervisor.resume(TestDriver.BASE);
        assertThat(hypervisor.state(TestDriver.BASE)).contains(DomainState.RUNNING);

        Domain domain = driver.connect().domainLookupByName("tiny-base");
        domain.suspend();
        domain.free();
        hypervisor.resume(TestDriver.BASE);

        assertThat(hypervisor.state(TestDriver.BASE)).contains(DomainState.RUNNING);
    }

    @Test
    void reportsHowADomainIs() throws Exception {
        assertThat(hypervisor.report(TestDriver.BASE).orElseThrow().condition()).isEqualTo("shut off");
        hypervisor.start(TestDriver.BASE);
        Domain domain = driver.connect().domainLookupByName("tiny-base");
        domain.suspend();
        domain.free();

        DomainReport report = hypervisor.report(TestDriver.BASE).orElseThrow();

        assertThat(report.condition()).isEqualTo("paused (by a user)");
        assertThat(report.xml()).contains("<name>tiny-base</name>", "id='");
        assertThat(report.messages()).isEmpty();
        assertThat(hypervisor.report(NOBODY)).isEmpty();
    }

    @Test
    void refusesConsolesThatTheDriverDoesNotHave() {
        hypervisor.start(TestDriver.BASE);

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> hypervisor.readConsole(TestDriver.BASE, null))
                    .isInstanceOf(HypervisorException.class)
                    .hasMessage("cannot open the console of the domain " + TestDriver.BASE
                            + ": this function is not supported by the connection driver: virDomainOpenConsole");
        }
    }

    @Test
    void startsADomainAlsoWhereTheDriverCannotEndItWithTheConnection() {
        hypervisor.start(TestDriver.BASE, StartOption.UNTIL_DISCONNECTED);

        assertThat(hypervisor.state(TestDriver.BASE)).contains(DomainState.RUNNING);
        assertThatThrownBy(() -> hypervisor.start(TestDriver.BASE, StartOption.UNTIL_DISCONNECTED))
                .isInstanceOf(HypervisorException.class)
                .hasMessageStartingWith("cannot start the clone: ");
        assertThatThrownBy(() -> hypervisor.start(NOBODY, StartOption.UNTIL_DISCONNECTED))
                .isInstanceOf(HypervisorException.class)
                .hasMessageStartingWith("cannot start the clone: Domain not found");
    }

    @Test
    void describesTheRunningDomainsAlone() {
        String other = TestDriver.resource("base.xml")
                .replace("tiny-base", "other")
                .replace(TestDriver.BASE.toString(), NOBODY.toString());
        hypervisor.define(other);
        assertThat(hypervisor.runningDomains()).isEmpty();

        hypervisor.start(NOBODY);

        assertThat(hypervisor.runningDomains()).singleElement().satisfies(domain -> {
            assertThat(domain.name()).isEqualTo("other");
            assertThat(domain.uuid()).isEqualTo(NOBODY);
            assertThat(domain.state()).isEqualTo(DomainState.RUNNING);
            assertThat(domain.saved()).isFalse();
            assertThat(domain.xml()).contains("<domain type='test' id='");
        });
    }

    @Test
    void tellsTheStateOfADomain() {
        assertThat(hypervisor.state(TestDriver.BASE)).contains(DomainState.SHUT_OFF);
        hypervisor.start(TestDriver.BASE);
        assertThat(hypervisor.state(TestDriver.BASE)).contains(DomainState.RUNNING);
        assertThat(hypervisor.state(NOBODY)).isEmpty();
    }

    @Test
    void readsTheAddressesOfARunningDomain() throws UnknownHostException {
        hypervisor.start(TestDriver.BASE);

        assertThat(hypervisor.interfaceAddresses(TestDriver.BASE, AddressReports.Source.LEASE))
                .containsExactly(
                        new AddressReports.Report(
                                Optional.of(new MacAddress("52:54:00:b8:e9:12")),
                                InetAddress.getByName("198.51.100.2")),
                        new AddressReports.Report(
                                Optional.of(new MacAddress("52:54:00:45:e2:82")),
                                InetAddress.getByName("192.168.0.2")));
    }

    @Test
    void tellsWhatIsUnsupportedFromWhatFailsThisTime() {
        assertThatThrownBy(() -> hypervisor.interfaceAddresses(TestDriver.BASE, AddressReports.Source.LEASE))
                .isInstanceOfSatisfying(HypervisorException.class, failure -> {
                    assertThat(failure)
                            .hasMessage(
                                    "cannot read the addresses: Requested operation is not valid: domain is not running");
                    assertThat(failure.isUnsupported()).isFalse();
                });
        assertThatThrownBy(() -> hypervisor.interfaceAddresses(NOBODY, AddressReports.Source.LEASE))
                .isInstanceOfSatisfying(HypervisorException.class, failure -> {
                    assertThat(failure.isUnsupported()).isFalse();
                });
        assertThatThrownBy(() -> hypervisor.fingerprint("default", "tiny-base.qcow2"))
                .isInstanceOfSatisfying(
                        HypervisorException.class,
                        failure -> assertThat(failure.isUnsupported()).isTrue());
    }

    @Test
    void endingWhatDoesNotRunIsHarmless() {
        hypervisor.destroy(TestDriver.BASE);
        hypervisor.destroy(NOBODY);
    }

    @Test
    void undefinesWhereTheDriverRefusesSomeFlags() {
        hypervisor.undefine(TestDriver.BASE);
        hypervisor.undefine(NOBODY);

        assertThat(hypervisor.domainNames()).isEmpty();
    }

    @Test
    void deletesAVolumeOnce() {
        hypervisor.deleteVolume("default", "tiny-base.qcow2");
        hypervisor.deleteVolume("default", "tiny-base.qcow2");

        assertThat(hypervisor.volume("default", "tiny-base.qcow2")).isEmpty();
    }

    @Test
    void saysThatADriverCannotReadVolumes() {
        assertThatThrownBy(() -> hypervisor.fingerprint("default", "tiny-base.qcow2"))
                .isInstanceOf(HypervisorException.class)
                .hasMessage(
                        "cannot read the volume 'tiny-base.qcow2' of the storage pool 'default': this function is not"
                                + " supported by the connection driver: virStorageVolDownload");
        assertThatThrownBy(() -> hypervisor.fingerprint("default", "nothing"))
                .isInstanceOf(HypervisorException.class)
                .hasMessageStartingWith("cannot read the volume 'nothing' of the storage pool 'default': Storage volume"
                        + " not found");
    }

    @Test
    void doesNotTakeAVolumeForDeletedWhosePoolIsGone() {
        assertThatThrownBy(() -> hypervisor.deleteVolume("nowhere", "tiny-base.qcow2"))
                .isInstanceOf(HypervisorException.class)
                .hasMessage("cannot delete the volume 'tiny-base.qcow2' of the storage pool 'nowhere': Storage pool not"
                        + " found: no storage pool with matching name 'nowhere'");
    }

    @Test
    void writesMetadataOfARunningDomainIntoItsDefinitionToo() {
        hypervisor.start(TestDriver.BASE);

        hypervisor.setMetadata(TestDriver.BASE, "<mark/>", "m", "https://example.org/mark");

        assertThat(hypervisor.domain("tiny-base").orElseThrow().xml())
                .contains("<m:mark xmlns:m=\"https://example.org/mark\"/>")
                .contains("keep me");
    }

    @Test
    void saysWhatWasAttemptedWhenLibvirtRefuses() {
        assertThatThrownBy(() -> hypervisor.start(NOBODY))
                .isInstanceOf(HypervisorException.class)
                .hasMessageStartingWith("cannot start the clone: Domain not found");
        assertThatThrownBy(() -> hypervisor.define("<domain/>"))
                .isInstanceOf(HypervisorException.class)
                .hasMessageStartingWith("cannot define the clone: ");
    }

    @Test
    void tellsAFileThatIsMissingFromOtherFailures() {
        ConnectionUrl missing = new ConnectionUrl("qemu+unix:///system?socket=/nowhere/libvirt-sock");
        assertThatThrownBy(() -> new LibvirtConnector().connect(missing))
                .isInstanceOfSatisfying(HypervisorException.class, failure -> {
                    assertThat(failure.isMissing("/nowhere/libvirt-sock")).isTrue();
                    assertThat(failure.isMissing("/elsewhere/libvirt-sock")).isFalse();
                });

        ConnectionUrl noSocket = new ConnectionUrl("qemu+unix:///system?socket=/dev/null");
        assertThatThrownBy(() -> new LibvirtConnector().connect(noSocket))
                .isInstanceOfSatisfying(HypervisorException.class, failure -> {
                    assertThat(failure).hasMessageContaining("/dev/null");
                    assertThat(failure.isMissing("/dev/null")).isFalse();
                });
        assertThatThrownBy(() -> hypervisor.start(NOBODY))
                .isInstanceOfSatisfying(
                        HypervisorException.class,
                        failure ->
                                assertThat(failure.isMissing(NOBODY.toString())).isFalse());
        assertThat(new HypervisorException("/nowhere/libvirt-sock", null).isMissing("/nowhere/libvirt-sock"))
                .isFalse();
    }

    @Test
    void saysHowToReachAHypervisorThatCannotBeReached() {
        ConnectionUrl url = new ConnectionUrl("qemu+unix:///system?socket=/nowhere/libvirt-sock");

        assertThatThrownBy(() -> new LibvirtConnector().connect(url))
                .isInstanceOf(HypervisorException.class)
                .hasMessage("cannot connect to libvirt at qemu+unix:///system?socket=/nowhere/libvirt-sock: Failed to"
                        + " connect socket to '/nowhere/libvirt-sock': No such file or directory. Check that libvirtd"
                        + " runs, and that this account may use it (group libvirt)");
    }
}
