package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.provider.libvirt.internal.plan.BaseDisk;
import io.cloudhost.provider.libvirt.internal.plan.BaseDisk.BlockSource;
import io.cloudhost.provider.libvirt.internal.plan.BaseDisk.FileSource;
import io.cloudhost.provider.libvirt.internal.plan.BaseDisk.VolumeSource;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Located;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.PoolFolder;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey.Unavailable;
import io.cloudhost.testkit.TestSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@LibvirtInstalled
class PoolSurveyTest {

    private static final BaseDisk SYSTEM = new BaseDisk("vda", new FileSource("/pool/tiny-base.qcow2"), "qcow2");
    private static final BaseDisk DATA = new BaseDisk("vdb", new FileSource("/second/data.raw"), "raw");
    private static final PoolFolder DEFAULT = new PoolFolder("default", "/pool");
    private static final PoolFolder SECOND = new PoolFolder("second", "/second");
    private static final long CAPACITY = 1048576;

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
    void putsEachOverlayToThePoolOfItsDisk() {
        StorageSurvey survey = survey("", SYSTEM, DATA);

        assertThat(survey.findings())
                .containsEntry("vda", located(DEFAULT, "/pool/tiny-base.qcow2"))
                .containsEntry("vdb", located(SECOND, "/second/data.raw"));
        assertThat(survey.folder()).contains(DEFAULT);
    }

    @Test
    void putsAllOverlaysToThePoolThatIsAskedFor() {
        StorageSurvey survey = survey("clonePool = second", SYSTEM, DATA);

        assertThat(survey.findings())
                .containsEntry("vda", located(SECOND, "/pool/tiny-base.qcow2"))
                .containsEntry("vdb", located(SECOND, "/second/data.raw"));
        assertThat(survey.folder()).contains(SECOND);
    }

    @Test
    void findsVolumesByTheirNames() {
        BaseDisk disk = new BaseDisk("vdc", new VolumeSource("second", "data.raw"), "raw");

        assertThat(survey("", disk).findings()).containsEntry("vdc", located(SECOND, "/second/data.raw"));
    }

    @Test
    void putsTheOverlayOfALogicalVolumeToThePoolOfTheOtherDisks() {
        driver.createVolume("lvm", "data", "raw");
        BaseDisk device = new BaseDisk("vdb", new BlockSource("/dev/lvm/data"), "raw");
        BaseDisk volume = new BaseDisk("vdc", new VolumeSource("lvm", "data"), "raw");

        assertThat(survey("", device, volume, SYSTEM).findings())
                .containsEntry("vdb", located(DEFAULT, "/dev/lvm/data"))
                .containsEntry("vdc", located(DEFAULT, "/dev/lvm/data"));
    }

    @Test
    void putsTheOverlayOfADiskInNoPoolToThePoolOfTheOtherDisksWithTheSizeThatTheDomainTells() {
        BaseDisk outside = new BaseDisk("vdb", new FileSource("/elsewhere/data.raw"), "raw");
        HypervisorView measuring = new HypervisorView(driver.hypervisor()) {
            @Override
            public Optional<Long> diskCapacity(String name, String target) {
                assertThat(name + " " + target).isEqualTo("tiny-base vdb");
                return Optional.of(4096L);
            }
        };

        assertThat(survey(measuring, "", outside, SYSTEM).findings())
                .containsEntry(
                        "vdb",
                        new Located(
                                DEFAULT, "/elsewhere/data.raw", Optional.of(4096L), List.of("/elsewhere/data.raw")));
    }

    @Test
    void leavesTheSizeToQemuWhereTheHypervisorCannotTell() {
        BaseDisk outside = new BaseDisk("vdb", new BlockSource("/dev/loop7"), "raw");

        HypervisorView silent = new HypervisorView(driver.hypervisor()) {
            @Override
            public Optional<Long> diskCapacity(String name, String target) {
                return Optional.empty();
            }
        };

        assertThat(survey(silent, "clonePool = default", outside).findings())
                .containsEntry("vdb", new Located(DEFAULT, "/dev/loop7", Optional.empty(), List.of("/dev/loop7")));
    }

    @Test
    void refusesADiskThatNoPoolIsKnownFor() {
        BaseDisk outside = new BaseDisk("vda", new FileSource("/elsewhere/system.qcow2"), "qcow2");

        StorageSurvey survey = survey("", outside);

        assertThat(survey.findings())
                .containsEntry(
                        "vda",
                        new Unavailable(
                                "/elsewhere/system.qcow2 is in no storage pool that could hold an overlay, and neither is"
                                        + " another disk of the base",
                                "set clonePool to a storage pool of type dir"));
        assertThat(survey.folder()).isEmpty();
    }

    @Test
    void refusesWhatIsMissing() {
        driver.definePool("stopped");
        HypervisorView measuring = new HypervisorView(driver.hypervisor()) {
            @Override
            public Optional<Long> diskCapacity(String name, String target) {
                throw new HypervisorException("no such file", null) {
                    @Override
                    public boolean isMissing(String path) {
                        return path.equals("/elsewhere/gone.raw");
                    }
                };
            }
        };

        assertThat(survey(
                                measuring,
                                "",
                                new BaseDisk("vda", new FileSource("/pool/gone.raw"), "raw"),
                                new BaseDisk("vdb", new FileSource("/elsewhere/gone.raw"), "raw"),
                                new BaseDisk("vdc", new VolumeSource("second", "gone"), "raw"),
                                new BaseDisk("vdd", new VolumeSource("nowhere", "gone"), "raw"),
                                new BaseDisk("vde", new VolumeSource("stopped", "some"), "raw"),
                                new BaseDisk("vdf", new FileSource("/stopped/some.raw"), "raw"))
                        .findings())
                .containsEntry("vda", new Unavailable("there is no file /pool/gone.raw", "restore it"))
                .containsEntry("vdb", new Unavailable("there is no file /elsewhere/gone.raw", "restore it"))
                .containsEntry("vdc", new Unavailable("there is no volume 'gone' of pool 'second'", "restore it"))
                .containsEntry(
                        "vdd",
                        new Unavailable(
                                "there is no storage pool 'nowhere' for its volume 'gone' of pool 'nowhere'",
                                "define the pool"))
                .containsEntry(
                        "vde",
                        new Unavailable(
                                "the storage pool 'stopped' of volume 'some' of pool 'stopped' is stopped",
                                "start it: virsh -c qemu+ssh://linux-box/system pool-start stopped"))
                .containsEntry(
                        "vdf",
                        new Unavailable(
                                "the storage pool 'stopped' of /stopped/some.raw is stopped",
                                "start it: virsh -c qemu+ssh://linux-box/system pool-start stopped"));
    }

    @Test
    void goesByWhatIsKnownWhereAPoolIsBusy() {
        driver.createVolumeOn("default", "top.qcow2", "/second/unnoticed.raw");
        HypervisorView busy = new HypervisorView(driver.hypervisor()) {
            @Override
            public void refreshPool(String name) {
                throw new HypervisorException("pool '" + name + "' has asynchronous jobs running.", null);
            }

            @Override
            public Optional<Long> diskCapacity(String name, String target) {
                return Optional.of(4096L);
            }
        };

        assertThat(survey(
                                busy,
                                "",
                                new BaseDisk("vda", new FileSource("/pool/unnoticed.raw"), "raw"),
                                new BaseDisk("vdb", new FileSource("/pool/top.qcow2"), "qcow2"),
                                new BaseDisk("vdc", new VolumeSource("second", "gone"), "raw"))
                        .findings())
                .containsEntry(
                        "vda",
                        new Located(DEFAULT, "/pool/unnoticed.raw", Optional.of(4096L), List.of("/pool/unnoticed.raw")))
                .containsEntry(
                        "vdb",
                        new Located(
                                DEFAULT,
                                "/pool/top.qcow2",
                                Optional.of(CAPACITY),
                                List.of("/pool/top.qcow2", "/second/unnoticed.raw"),
                                false))
                .containsEntry("vdc", new Unavailable("there is no volume 'gone' of pool 'second'", "restore it"));
    }

    @Test
    void knowsAllThatTheDataIsIn() {
        driver.createVolumeOn("second", "middle.qcow2", "/pool/tiny-base.qcow2");
        driver.createVolumeOn("default", "top.qcow2", "/pool/../second/middle.qcow2");
        driver.createVolumeOn("default", "far.qcow2", "/elsewhere/far.raw");

        assertThat(survey(
                                "",
                                new BaseDisk("vda", new FileSource("/pool/top.qcow2"), "qcow2"),
                                new BaseDisk("vdb", new FileSource("/pool/far.qcow2"), "qcow2"))
                        .findings())
                .containsEntry(
                        "vda",
                        new Located(
                                DEFAULT,
                                "/pool/top.qcow2",
                                Optional.of(CAPACITY),
                                List.of("/pool/top.qcow2", "/second/middle.qcow2", "/pool/tiny-base.qcow2")))
                .containsEntry(
                        "vdb",
                        new Located(
                                DEFAULT,
                                "/pool/far.qcow2",
                                Optional.of(CAPACITY),
                                List.of("/pool/far.qcow2", "/elsewhere/far.raw"),
                                false));
    }

    @Test
    void knowsThatRawDataIsBuiltUponNothing() {
        driver.hypervisor().createVolume("default", """
                <volume><name>far.qcow2</name><capacity unit='bytes'>1048576</capacity>
                <target><format type='qcow2'/></target>
                <backingStore><path>/elsewhere/far.raw</path><format type='raw'/></backingStore></volume>""");

        assertThat(survey("", new BaseDisk("vda", new FileSource("/pool/far.qcow2"), "qcow2"))
                        .findings())
                .containsEntry(
                        "vda",
                        new Located(
                                DEFAULT,
                                "/pool/far.qcow2",
                                Optional.of(CAPACITY),
                                List.of("/pool/far.qcow2", "/elsewhere/far.raw"),
                                true));
    }

    @Test
    void doesNotKnowWhatQcow2IsBuiltUponThatNoPoolReads() {
        driver.createVolume("lvm", "data", "raw");
        HypervisorView unread = new HypervisorView(driver.hypervisor()) {
            @Override
            public Optional<Volume> volumeAt(String path) {
                return super.volumeAt(path)
                        .map(volume -> new Volume(
                                volume.pool(),
                                volume.name(),
                                "block",
                                volume.path(),
                                volume.capacity(),
                                Optional.empty(),
                                Optional.empty()));
            }

            @Override
            public Optional<Long> diskCapacity(String name, String target) {
                return Optional.of(4096L);
            }
        };

        assertThat(survey(
                                unread,
                                "clonePool = default",
                                new BaseDisk("vda", new BlockSource("/dev/lvm/data"), "qcow2"),
                                new BaseDisk("vdb", new FileSource("/elsewhere/a.qcow2"), "qcow2"),
                                new BaseDisk("vdc", new FileSource("/elsewhere/b.raw"), "raw"))
                        .findings())
                .containsEntry(
                        "vda",
                        new Located(DEFAULT, "/dev/lvm/data", Optional.of(CAPACITY), List.of("/dev/lvm/data"), false))
                .containsEntry(
                        "vdb",
                        new Located(
                                DEFAULT,
                                "/elsewhere/a.qcow2",
                                Optional.of(4096L),
                                List.of("/elsewhere/a.qcow2"),
                                false))
                .containsEntry(
                        "vdc",
                        new Located(
                                DEFAULT, "/elsewhere/b.raw", Optional.of(4096L), List.of("/elsewhere/b.raw"), true));
    }

    @Test
    void refusesADiskWhoseBackingFileIsMissing() {
        driver.createVolumeOn("second", "middle.qcow2", "/pool/gone.raw");
        driver.createVolumeOn("default", "top.qcow2", "/second/middle.qcow2");

        assertThat(survey("", new BaseDisk("vda", new FileSource("/pool/top.qcow2"), "qcow2"))
                        .findings())
                .containsEntry("vda", new Unavailable("its backing file /pool/gone.raw is missing", "restore it"));
    }

    @Test
    void refusesADiskThatIsInAnotherFormatThanTheDomainSays() {
        assertThat(survey(
                                "",
                                new BaseDisk("vda", new FileSource("/pool/tiny-base.qcow2"), "raw"),
                                new BaseDisk("vdb", new VolumeSource("second", "data.raw"), "qcow2"))
                        .findings())
                .containsEntry(
                        "vda",
                        new Unavailable(
                                "the domain calls it raw, and the pool qcow2", "correct the domain's <driver type>"))
                .containsEntry(
                        "vdb",
                        new Unavailable(
                                "the domain calls it qcow2, and the pool raw", "correct the domain's <driver type>"));
    }

    @Test
    void refusesADiskThatARunningDomainWritesTo() {
        driver.createVolumeOn("default", "top.qcow2", "/pool/tiny-base.qcow2");
        driver.run("other", "<disk type='file'><source file='/pool/tiny-base.qcow2'/><target dev='vda'/></disk>");

        assertThat(survey("", new BaseDisk("vda", new FileSource("/pool/top.qcow2"), "qcow2"), DATA)
                        .findings())
                .containsEntry(
                        "vda",
                        new Unavailable(
                                "the running domain 'other' has /pool/tiny-base.qcow2 open for writing",
                                "shut it down: virsh -c qemu+ssh://linux-box/system shutdown other"))
                .containsEntry("vdb", located(SECOND, "/second/data.raw"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nowhere | there is no storage pool of this name
            lvm     | a storage pool of type 'logical' cannot hold overlays. Name one of type 'dir'
            stopped | the storage pool is stopped. Start it: virsh -c qemu+ssh://linux-box/system pool-start stopped
            """)
    void refusesAPoolThatCannotHoldOverlays(String pool, String explanation) {
        driver.definePool("stopped");

        assertThatThrownBy(() -> survey("clonePool = " + pool, SYSTEM))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nat_host.clonePool = \"" + pool + "\" (test.conf:1): " + explanation);
    }

    private StorageSurvey survey(String settings, BaseDisk... disks) {
        return survey(driver.hypervisor(), settings, disks);
    }

    private static StorageSurvey survey(Hypervisor hypervisor, String hocon, BaseDisk... disks) {
        Settings settings = TestSettings.parse("nat_host", hocon);
        ConnectionUrl url = new ConnectionUrl("qemu+ssh://linux-box/system");
        return new PoolSurvey(
                        hypervisor, url, settings, "tiny-base", new DiskHolders(hypervisor, url, HostPaths.of(url)))
                .of(List.of(disks), Optional.empty());
    }

    private static Located located(PoolFolder folder, String path) {
        return new Located(folder, path, Optional.of(CAPACITY), List.of(path));
    }
}
