package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.provider.libvirt.LibvirtCloudHostTest.Context;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorConnector;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.StartOption;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord;
import io.cloudhost.provider.libvirt.internal.plan.DiskFingerprint;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof that the base is untouched, on libvirt's in-process driver with contents that the test makes up. */
@LibvirtInstalled
class VerifyBaseTest {

    private static final DiskFingerprint VDA = new DiskFingerprint("vda", "/pool/tiny-base.qcow2", "aa01");
    private static final DiskFingerprint VDB = new DiskFingerprint("vdb", "/second/data.raw", "bb01");

    private final Context context = new Context();

    /** By the volumes' names. */
    private final Map<String, String> contents = new HashMap<>(Map.of("tiny-base.qcow2", "aa01", "data.raw", "bb01"));

    /** The domains that were there at each reading of a volume. */
    private final List<List<String>> domainsAtReading = new ArrayList<>();

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
    void readsTheBaseBeforeThereIsACloneAndAgainWhenItIsGone() {
        CloudHost host = host(Map.of());

        host.setup();
        assertThat(domainsAtReading).hasSize(2);
        host.teardown();

        assertThat(domainsAtReading).hasSize(4).containsOnly(List.of("tiny-base"));
        assertNothingIsLeft();
    }

    @Test
    void doesNotReadTheBaseUnlessAskedTo() {
        CloudHost host = host(Map.of("verifyBase", "false"));

        host.setup();
        host.teardown();

        assertThat(domainsAtReading).isEmpty();
    }

    @Test
    void writesTheFingerprintsIntoTheRecordOfTheClone() {
        List<CloneRecord> records = new ArrayList<>();
        CloudHost host = host(Map.of(), url -> new Reading(driver.connector().connect(url)) {
            @Override
            public void define(String xml) {
                records.add(CloneRecord.of(XmlElement.parse(xml)).orElseThrow());
                super.define(xml);
            }
        });

        host.setup();

        records.add(CloneRecord.of(XmlElement.parse(onlyClone().xml())).orElseThrow());
        assertThat(records)
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.fingerprints()).containsExactly(VDA, VDB));
        host.teardown();
    }

    @Test
    void failsTheTeardownWhereTheBaseHasChanged() {
        CloudHost host = host(Map.of());
        host.setup();
        String name = onlyClone().name();

        contents.put("data.raw", "bb02");

        String changed = "the base domain 'tiny-base' has changed while the clone '" + name
                + "' lived: disk vdb (/second/data.raw): sha256 bb01 before, bb02 after. Restore it from a backup, and"
                + " find out who wrote to it";
        assertThatThrownBy(host::teardown)
                .isInstanceOf(CloudHostException.class)
                .hasMessage("nat_host: teardown is not complete: " + changed);
        assertNothingIsLeft();
        assertThatThrownBy(host::teardown)
                .as("the second teardown, on a connection of its own")
                .hasMessage("nat_host: teardown is not complete: " + changed);
        assertNothingIsLeft();

        contents.put("data.raw", "bb01");
        host.teardown();
        assertNothingIsLeft();
    }

    @Test
    void namesEachDiskThatHasChanged() {
        CloudHost host = host(Map.of());
        host.setup();

        contents.putAll(Map.of("tiny-base.qcow2", "aa02", "data.raw", "bb02"));

        assertThatThrownBy(host::teardown)
                .hasMessageContaining("disk vda (/pool/tiny-base.qcow2): sha256 aa01 before, aa02 after; disk vdb"
                        + " (/second/data.raw): sha256 bb01 before, bb02 after. ");
    }

    @Test
    void saysSoBesideTheReasonOfAFailedSetup() {
        CloudHost host = host(Map.of(), url -> new Reading(driver.connector().connect(url)) {
            @Override
            public void start(UUID uuid, StartOption... options) {
                contents.put("tiny-base.qcow2", "aa02");
                throw new HypervisorException("broken on purpose", null);
            }
        });

        assertThatThrownBy(host::setup)
                .isInstanceOf(HostSetupException.class)
                .hasMessage("nat_host: setup failed in phase 'start': broken on purpose")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(change -> assertThat(change)
                                .isInstanceOf(CloudHostException.class)
                                .hasMessageStartingWith(
                                        "the base domain 'tiny-base' has changed while the clone 'nat_host-")
                                .hasMessageEndingWith(
                                        "' lived: disk vda (/pool/tiny-base.qcow2): sha256 aa01 before, aa02"
                                                + " after. Restore it from a backup, and find out who wrote to it")));
        assertNothingIsLeft();
    }

    @Test
    void failsTheRemovalByOthersWhereTheBaseHasChanged() {
        host(Map.of()).setup();
        context.address = InetAddress.getLoopbackAddress();
        host(Map.of()).setup();
        List<String> clones = clones();

        try (var inventory = new LibvirtCloudHostProvider(connector())
                .inventory(LibvirtCloudHostTest.definition(Map.of()))
                .orElseThrow()) {
            inventory.remove(clones.get(0));
            contents.put("tiny-base.qcow2", "aa02");
            assertThatThrownBy(() -> inventory.remove(clones.get(1)))
                    .isInstanceOf(CloudHostException.class)
                    .hasMessage("the base domain 'tiny-base' has changed while the clone '" + clones.get(1)
                            + "' lived: disk vda (/pool/tiny-base.qcow2): sha256 aa01 before, aa02 after. Restore it from"
                            + " a backup, and find out who wrote to it");
        }
        assertThat(clones()).isEmpty();
    }

    @Test
    void saysWhereItCannotTellWhetherTheBaseHasChanged() {
        CloudHost host = host(Map.of());
        host.setup();
        String name = onlyClone().name();

        contents.remove("tiny-base.qcow2");
        driver.hypervisor().deleteVolume("second", "data.raw");

        assertThatThrownBy(host::teardown)
                .isInstanceOf(CloudHostException.class)
                .hasMessage("nat_host: teardown is not complete: whether the base domain 'tiny-base' has changed while"
                        + " the clone '" + name + "' lived cannot be told: disk vda (/pool/tiny-base.qcow2) cannot be"
                        + " read: Input/output error; disk vdb (/second/data.raw) is in no started storage pool any"
                        + " more");
    }

    @Test
    void refusesABaseThatCannotBeRead() {
        contents.remove("data.raw");

        assertThatThrownBy(host(Map.of())::setup)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nat_host.verifyBase = \"true\" (test.conf:2): the base domain 'tiny-base' cannot be"
                        + " verified: disk vdb (/second/data.raw) cannot be read: Input/output error. Put that right, or"
                        + " set verifyBase to false");
        assertNothingIsLeft();
    }

    @Test
    void refusesAHypervisorThatCannotReadVolumes() {
        assertThatThrownBy(host(Map.of(), driver.connector())::setup)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nat_host.verifyBase = \"true\" (test.conf:2): the base domain 'tiny-base' cannot be"
                        + " verified: disk vda (/pool/tiny-base.qcow2) cannot be read: cannot read the volume"
                        + " 'tiny-base.qcow2' of the storage pool 'default': this function is not supported by the"
                        + " connection driver: virStorageVolDownload. Put that right, or set verifyBase to false");
        assertNothingIsLeft();
    }

    @Test
    void refusesABaseThatIsBuiltUponAFileInNoPool() {
        buildUpon("tiny-base.qcow2", "/elsewhere/root.raw");

        assertThatThrownBy(host(Map.of())::setup)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nat_host.verifyBase = \"true\" (test.conf:2): the base domain 'tiny-base' cannot be"
                        + " verified: disk vda (/elsewhere/root.raw) is in no started storage pool, through which libvirt"
                        + " could read it. Define one for its folder: virsh pool-define-as NAME dir --target /elsewhere"
                        + " && virsh pool-start NAME. Put that right, or set verifyBase to false");
        assertThat(domainsAtReading).as("nothing is read in vain").isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void doesNotTakeALostConnectionForAWrongSetting() {
        CloudHost host = host(Map.of(), url -> new Reading(driver.connector().connect(url)) {
            private boolean lost;

            @Override
            public String fingerprint(String pool, String name) {
                lost = true;
                throw new HypervisorException("Broken pipe", null);
            }

            @Override
            public boolean isAlive() {
                return !lost;
            }
        });

        assertThatThrownBy(host::setup)
                .isInstanceOf(HostSetupException.class)
                .hasMessage("nat_host: setup failed in phase 'plan': disk vda (/pool/tiny-base.qcow2) cannot be read:"
                        + " Broken pipe");
    }

    @Test
    void comparesOverAnotherConnectionWhereTheFirstIsLost() {
        List<Hypervisor> connections = new ArrayList<>();
        HypervisorConnector losing = TestDriver.sharing(url -> {
            boolean first = connections.isEmpty();
            Hypervisor connection = new Reading(driver.connector().connect(url)) {
                private boolean lost;

                @Override
                public String fingerprint(String pool, String name) throws InterruptedException {
                    if (first && domainsAtReading.size() == 2) {
                        lost = true;
                        throw new HypervisorException("Broken pipe", null);
                    }
                    return super.fingerprint(pool, name);
                }

                @Override
                public boolean isAlive() {
                    return !lost;
                }
            };
            connections.add(connection);
            return connection;
        });
        CloudHost host = host(Map.of(), losing);
        host.setup();

        host.teardown();

        assertThat(connections).hasSize(2);
        assertThat(domainsAtReading).hasSize(4);
        assertNothingIsLeft();
    }

    @Test
    void canBeInterruptedWhileItReads() {
        CloudHost host = host(Map.of(), url -> new Reading(driver.connector().connect(url)) {
            @Override
            public String fingerprint(String pool, String name) throws InterruptedException {
                throw new InterruptedException();
            }
        });

        assertThatThrownBy(host::setup)
                .isInstanceOf(HostSetupException.class)
                .hasMessage("nat_host: setup failed in phase 'plan': the thread was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void doesNotTakeABaseForUnchangedWhereItsReadingWasInterrupted() {
        BaseFingerprints interrupted = new BaseFingerprints(new HypervisorView(driver.hypervisor()) {
            @Override
            public String fingerprint(String pool, String name) throws InterruptedException {
                throw new InterruptedException();
            }
        });

        assertThatThrownBy(() -> interrupted.verify("tiny-base", "clone", List.of(VDA, VDB)))
                .isInstanceOf(CloudHostException.class)
                .hasMessage("whether the base domain 'tiny-base' has changed while the clone 'clone' lived cannot be"
                        + " told: disk vda (/pool/tiny-base.qcow2) was not read, since the thread was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void readsWhatADiskIsBuiltUponAndWhatSeveralAreBuiltUponOnce() throws InterruptedException {
        createUpon("top", "/second/../pool/middle");
        createUpon("middle", "/second/data.raw");
        createUpon("other", "/pool/middle");
        contents.putAll(Map.of("top", "01", "middle", "02", "other", "03"));

        assertThat(take("""
                <disk type='file'><source file='/pool/top'/><target dev='sda'/></disk>
                <disk type='volume'><source pool='default' volume='other'/><target dev='sdb'/></disk>"""))
                .containsExactly(
                        new DiskFingerprint("sda", "/pool/top", "01"),
                        new DiskFingerprint("sda", "/pool/middle", "02"),
                        new DiskFingerprint("sda", "/second/data.raw", "bb01"),
                        new DiskFingerprint("sdb", "/pool/other", "03"));
    }

    @Test
    void followsWhatADiskIsBuiltUponNowAndNotWhatLibvirtRemembers() throws InterruptedException {
        createUpon("top", "/pool/before");
        createUpon("now", "/second/data.raw");
        contents.putAll(Map.of("top", "01", "now", "02"));
        Hypervisor remembering = new Reading(driver.hypervisor()) {
            @Override
            public void refreshPool(String name) {
                super.refreshPool(name);
                if (name.equals("default")) {
                    buildUpon("top", "/pool/now");
                }
            }
        };

        assertThat(new BaseFingerprints(remembering).take(domain("""
                <disk type='file'><source file='/pool/top'/><target dev='sda'/></disk>""")))
                .extracting(DiskFingerprint::path)
                .containsExactly("/pool/top", "/pool/now", "/second/data.raw");
    }

    @Test
    void goesByWhatLibvirtRemembersWhereAPoolIsBusy() throws InterruptedException {
        createUpon("top", "/second/data.raw");
        contents.put("top", "01");
        Hypervisor busy = new Reading(driver.hypervisor()) {
            @Override
            public void refreshPool(String name) {
                throw new HypervisorException("pool '" + name + "' has asynchronous jobs running.", null);
            }
        };

        assertThat(new BaseFingerprints(busy).take(domain("""
                <disk type='file'><source file='/pool/top'/><target dev='sda'/></disk>""")))
                .extracting(DiskFingerprint::path)
                .containsExactly("/pool/top", "/second/data.raw");
    }

    @Test
    void readsBlockDevicesInPoolsAndNoMedia() throws InterruptedException {
        driver.createVolume("lvm", "data", "raw");
        contents.put("data", "01");

        assertThat(take("""
                <disk type='block'><source dev='/dev/lvm/data'/><target dev='sda'/></disk>
                <disk type='file' device='cdrom'><source file='/elsewhere/a.iso'/><target dev='sdb'/></disk>
                <disk type='file' device='cdrom'><target dev='sdc'/></disk>
                <disk type='file' device='floppy'><source file='/elsewhere/b.img'/><target dev='fda'/><readonly/></disk>""")).containsExactly(new DiskFingerprint("sda", "/dev/lvm/data", "01"));
    }

    @Test
    void readsDisksThatAreOnlyReadButNoDevicesAndNothingOnTheNetwork() throws InterruptedException {
        assertThat(take("""
                <disk type='file'><source file='/second/data.raw'/><target dev='sda'/><readonly/></disk>
                <disk type='nvme'><source type='pci' namespace='1'/><target dev='sdb'/></disk>
                <disk type='block' device='lun'><source dev='/dev/sdz'/><target dev='sdc'/></disk>
                <disk type='network'><source protocol='nbd' name='x'/><target dev='sdd'/><readonly/></disk>""")).containsExactly(new DiskFingerprint("sda", "/second/data.raw", "bb01"));
    }

    @Test
    void saysWhichDiskCannotBeFound() {
        assertThatThrownBy(() -> take("""
                <disk type='volume'><source pool='default'/><target dev='sda'/><readonly/></disk>""")).hasMessage("disk sda (type 'volume') is neither a file nor a block device");
        assertThatThrownBy(() -> take("""
                <disk type='volume'><source pool='default' volume='gone'/><target dev='sda'/></disk>"""))
                .hasMessage("disk sda (volume 'gone' of pool 'default') is missing, or its storage pool is stopped");
        createUpon("remote", "nbd://198.51.100.1/x");
        assertThatThrownBy(() -> take("""
                <disk type='file'><source file='/pool/remote'/><target dev='sda'/></disk>"""))
                .hasMessage("disk sda (nbd://198.51.100.1/x) is neither a file nor a block device");
    }

    private List<DiskFingerprint> take(String disks) throws InterruptedException {
        return new BaseFingerprints(new Reading(driver.hypervisor())).take(domain(disks));
    }

    private static XmlElement domain(String disks) {
        return XmlElement.parse("<domain><devices>" + disks + "</devices></domain>");
    }

    private void buildUpon(String volume, String backing) {
        driver.hypervisor().deleteVolume("default", volume);
        createUpon(volume, backing);
    }

    private void createUpon(String volume, String backing) {
        driver.hypervisor()
                .createVolume(
                        "default",
                        "<volume><name>" + volume + "</name><capacity>1048576</capacity><allocation>0</allocation>"
                                + "<target><format type='qcow2'/></target><backingStore><path>" + backing
                                + "</path><format type='raw'/></backingStore></volume>");
    }

    private CloudHost host(Map<String, String> values) {
        return host(values, connector());
    }

    private CloudHost host(Map<String, String> values, HypervisorConnector connector) {
        Map<String, String> all = new HashMap<>(Map.of("networkDeviceId", "br0", "verifyBase", "true"));
        all.putAll(values);
        return LibvirtCloudHostTest.host(all, context, connector);
    }

    private HypervisorConnector connector() {
        return url -> new Reading(driver.connector().connect(url));
    }

    private Hypervisor.DomainDescription onlyClone() {
        return driver.hypervisor().domain(clones().get(0)).orElseThrow();
    }

    private List<String> clones() {
        return driver.hypervisor().domainNames().stream()
                .filter(name -> name.startsWith("nat_host-"))
                .toList();
    }

    private void assertNothingIsLeft() {
        LibvirtCloudHostTest.assertNothingIsLeft(driver);
    }

    /** Has contents for volumes, which the in-process driver has not. */
    private class Reading extends HypervisorView {

        Reading(Hypervisor hypervisor) {
            super(hypervisor);
        }

        @Override
        public String fingerprint(String pool, String name) throws InterruptedException {
            domainsAtReading.add(domainNames());
            String held = contents.get(name);
            if (held == null) {
                throw new HypervisorException("Input/output error", null);
            }
            return held;
        }
    }
}
