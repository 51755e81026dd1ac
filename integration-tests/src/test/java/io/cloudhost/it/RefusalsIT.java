package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.HostSetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Bases that cannot be cloned, or not as asked: the reason is said, and nothing is created or changed. */
@TestInstance(Lifecycle.PER_CLASS)
class RefusalsIT {

    private final List<String> bases = List.copyOf(Virsh.domains().keySet());
    private final Map<Path, String> sums = DomainFiles.sums(bases);

    @TempDir
    private Path folder;

    private LabState before;
    private Path settings;

    @BeforeEach
    void look() {
        before = LabState.now();
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertStillSo();
    }

    @AfterAll
    void theBasesAreUntouched() {
        assertThat(DomainFiles.sums(bases)).isEqualTo(sums);
    }

    @Test
    void aBaseWithASavedMemory() {
        Virsh.run("start", "--paused", "tiny-base");
        Virsh.run("managedsave", "tiny-base");
        try {
            LabState saved = LabState.now();
            assertThat(failure("tiny-base"))
                    .isInstanceOf(HostSetupException.class)
                    .extracting(Explanation::of)
                    .isEqualTo("h: setup failed in phase 'resolve': the base domain 'tiny-base' was saved with its"
                            + " memory, and its disks are as they were in the middle of its work. Start it and shut it"
                            + " down, or give the memory up: virsh -c qemu:///system managedsave-remove tiny-base");
            saved.assertStillSo();
        } finally {
            Virsh.run("managedsave-remove", "tiny-base");
        }
    }

    @Test
    void aDiskThatAnotherRunningDomainWrites() {
        withRunning(
                "other",
                disk("raw", "/var/lib/libvirt/images/raw-base.raw"),
                () -> assertThat(failure("raw-base"))
                        .isInstanceOf(HostSetupException.class)
                        .extracting(Explanation::of)
                        .isEqualTo(
                                "h: setup failed in phase 'plan': the base domain 'raw-base' cannot be cloned. disk vda: the"
                                        + " running domain 'other' has /var/lib/libvirt/images/raw-base.raw open for writing (shut it"
                                        + " down: virsh -c qemu:///system shutdown other)"));
    }

    @Test
    void aDiskBuiltUponOneThatAnotherRunningDomainWrites() {
        withRunning(
                "other",
                disk("raw", "/var/lib/libvirt/images/chain-base-bottom.raw"),
                () -> assertThat(failure("chain-base"))
                        .isInstanceOf(HostSetupException.class)
                        .extracting(Explanation::of)
                        .isEqualTo(
                                "h: setup failed in phase 'plan': the base domain 'chain-base' cannot be cloned. disk"
                                        + " vda: the running domain 'other' has"
                                        + " /var/lib/libvirt/images/chain-base-bottom.raw open for writing (shut it down: virsh -c"
                                        + " qemu:///system shutdown other)"));
    }

    @Test
    void aDeviceOfTheHost() {
        withDefined("with-device", disk("qcow2", "/var/lib/libvirt/images/tiny-base.qcow2") + """
                <hostdev mode='subsystem' type='usb'>
                  <source><vendor id='0x1234'/><product id='0xbeef'/></source>
                </hostdev>
                """, () -> {
            assertThat(failure("with-device"))
                    .isInstanceOf(HostSetupException.class)
                    .extracting(Explanation::of)
                    .isEqualTo(
                            "h: setup failed in phase 'plan': the base domain 'with-device' cannot be cloned. hostdev"
                                    + " usb: a device has one owner (remove it from the base, or set hostDevices ="
                                    + " drop to clone without it)");
            try (CloudHost host = host("with-device", "hostDevices = drop")) {
                host.setup();
                assertThat(DomainXml.defined(Virsh.clonesOf("h").get(0)).all("/domain/devices/hostdev"))
                        .isEmpty();
            }
        });
    }

    @Test
    void aDiskWhoseBackingFileIsMissing() throws IOException {
        Path bottom = Path.of("/var/lib/libvirt/images/chain-base-bottom.raw");
        Path away = folder.resolve("bottom");
        Files.move(bottom, away);
        try {
            Virsh.run("pool-refresh", "default");
            LabState without = LabState.now();
            assertThat(failure("chain-base"))
                    .isInstanceOf(HostSetupException.class)
                    .extracting(Explanation::of)
                    .isEqualTo("h: setup failed in phase 'plan': the base domain 'chain-base' cannot be cloned. disk"
                            + " vda: its backing file " + bottom + " is missing (restore it)");
            without.assertStillSo();
        } finally {
            Files.move(away, bottom, StandardCopyOption.REPLACE_EXISTING);
            Virsh.run("pool-refresh", "default");
        }
    }

    @Test
    void aVolumeThatIsMissing() {
        withDefined(
                "with-volume",
                """
                        <disk type='volume' device='disk'>
                          <driver name='qemu' type='qcow2'/>
                          <source pool='second' volume='nowhere.qcow2'/>
                          <target dev='vda' bus='virtio'/>
                        </disk>
                        """,
                () -> assertThat(failure("with-volume"))
                        .isInstanceOf(HostSetupException.class)
                        .extracting(Explanation::of)
                        .isEqualTo(
                                "h: setup failed in phase 'plan': the base domain 'with-volume' cannot be cloned. disk"
                                        + " vda: there is no volume 'nowhere.qcow2' of pool 'second' (restore it)"));
    }

    @Test
    void aDiskOutsideEveryPoolThatIsMissing() throws IOException {
        Path disk = Path.of("/var/lib/libvirt/outside/outside-base.qcow2");
        Path away = folder.resolve("outside-base.qcow2");
        Files.move(disk, away);
        try {
            assertThat(failure("outside-base", "clonePool = second"))
                    .isInstanceOf(HostSetupException.class)
                    .extracting(Explanation::of)
                    .isEqualTo("h: setup failed in phase 'plan': the base domain 'outside-base' cannot be cloned. disk"
                            + " vda: there is no file /var/lib/libvirt/outside/outside-base.qcow2 (restore it)");
        } finally {
            Files.move(away, disk, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void aDiskOutsideEveryPoolWhereNoPoolIsAskedFor() {
        assertThat(failure("outside-base"))
                .isInstanceOf(HostSetupException.class)
                .extracting(Explanation::of)
                .isEqualTo("h: setup failed in phase 'plan': the base domain 'outside-base' cannot be cloned. disk vda:"
                        + " /var/lib/libvirt/outside/outside-base.qcow2 is in no storage pool that could hold an"
                        + " overlay, and neither is another disk of the base (set clonePool to a storage pool of type"
                        + " dir)");
    }

    @Test
    void aPoolOfTheBaseThatIsStopped() {
        Virsh.run("pool-destroy", "second");
        try {
            assertThat(failure("four-disk-base"))
                    .isInstanceOf(HostSetupException.class)
                    .extracting(Explanation::of)
                    .isEqualTo(
                            "h: setup failed in phase 'plan': the base domain 'four-disk-base' cannot be cloned. disk"
                                    + " vdc: the storage pool 'second' of volume 'four-disk-base-vdc.qcow2' of pool 'second' is"
                                    + " stopped (start it: virsh -c qemu:///system pool-start second); disk vdd: the storage pool 'second' of"
                                    + " /var/lib/libvirt/second/four-disk-base-vdd.raw is stopped (start it: virsh -c"
                                    + " qemu:///system pool-start second)");
        } finally {
            Virsh.run("pool-start", "second");
        }
    }

    @Test
    void aPoolForOverlaysThatIsStoppedOrMissing() {
        assertThat(failure("tiny-base", "clonePool = third"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("h.clonePool = \"third\" (" + settings + ":3): there is no storage pool of this name");
        Virsh.run("pool-destroy", "second");
        try {
            assertThat(failure("tiny-base", "clonePool = second"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("h.clonePool = \"second\" (" + settings + ":3): the storage pool is stopped. Start it:"
                            + " virsh -c qemu:///system pool-start second");
        } finally {
            Virsh.run("pool-start", "second");
        }
    }

    /** There is room for the first overlay and not for the second, whatever else the machine has. */
    @Test
    void aPoolThatIsFullAfterTheFirstOverlay() throws IOException {
        Path full = Files.createDirectory(folder.resolve("full"));
        Command.run(List.of("mount", "-t", "tmpfs", "-o", "nr_inodes=2,mode=711", "tmpfs", full.toString()))
                .orThrow();
        Virsh.run("pool-define-as", "full", "dir", "--target", full.toString());
        try {
            Virsh.run("pool-start", "full");
            LabState started = LabState.now();
            assertThat(failure("two-disk-base", "clonePool = full"))
                    .isInstanceOf(HostSetupException.class)
                    .hasMessageStartingWith(
                            "h: setup failed in phase 'clone': cannot create a volume in the storage pool"
                                    + " 'full': ")
                    .hasMessageContaining("-vdb.qcow2")
                    .hasMessageContaining("No space left on device");
            started.assertStillSo();
            assertThat(full).isEmptyDirectory();
        } finally {
            Virsh.run("pool-destroy", "full");
            Virsh.run("pool-undefine", "full");
            Command.run(List.of("umount", full.toString())).orThrow();
        }
    }

    @Test
    void firmwareVariablesAndATpmThatAreNotWanted() {
        assertThat(failure("uefi-base", "nvram = refuse, tpm = refuse"))
                .isInstanceOf(HostSetupException.class)
                .extracting(Explanation::of)
                .isEqualTo(
                        "h: setup failed in phase 'plan': the base domain 'uefi-base' cannot be cloned. os nvram: nvram"
                                + " = refuse forbids firmware variables (set nvram to copy or to fresh); tpm emulator: tpm ="
                                + " refuse forbids it, since its state cannot be copied (set tpm = fresh to clone with an empty"
                                + " one)");
    }

    private static String domain(String name, String devices) {
        return """
                <domain type='qemu'>
                  <name>%s</name>
                  <memory unit='MiB'>64</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os>
                  <devices>%s</devices>
                </domain>
                """.formatted(name, devices);
    }

    private static String disk(String format, String path) {
        return """
                <disk type='file' device='disk'>
                  <driver name='qemu' type='%s'/>
                  <source file='%s'/>
                  <target dev='vda' bus='virtio'/>
                </disk>
                """.formatted(format, path);
    }

    private static void withDefined(String name, String devices, Runnable test) {
        Virsh.run("define", Lab.file(domain(name, devices)).toString());
        try {
            test.run();
        } finally {
            Virsh.run("undefine", name);
        }
    }

    /** Runs a domain that does nothing but hold its disks. */
    private static void withRunning(String name, String devices, Runnable test) {
        Virsh.run("create", "--paused", Lab.file(domain(name, devices)).toString());
        try {
            test.run();
        } finally {
            Virsh.run("destroy", name);
        }
    }

    private Throwable failure(String base, String... more) {
        return catchThrowable(() -> host(base, more).setup());
    }

    private CloudHost host(String base, String... more) {
        settings = Lab.file("""
                h {
                  libvirtBaseDomain = %s
                  %s
                  ipLookupStrategy = static
                  static { ip = "198.51.100.10" }
                }
                """.formatted(base, String.join("\n  ", more)));
        return CloudHosts.builder().configFile(settings).build().get("h");
    }
}
