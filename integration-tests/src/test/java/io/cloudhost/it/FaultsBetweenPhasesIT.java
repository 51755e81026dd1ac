package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.SetupPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a clone needs is taken away between two phases of its setup: the error says so, and nothing is left. */
class FaultsBetweenPhasesIT {

    private static final String BASE = "fault-base";

    private static final String NETWORK = """
            <network>
              <name>fault_network</name>
              <bridge name='virbr-fault' stp='off' delay='0'/>
              <ip address='198.51.100.193' prefix='28'/>
            </network>
            """;

    /** Libvirt's QEMU must be able to get there, which it is not with JUnit's temporary folders. */
    private static final Path POOL = Path.of("/var/lib/libvirt/fault");

    private LabState before;
    private Fault made;

    /** What is taken away, and given back. */
    private enum Fault {
        STORAGE_FULL {
            @Override
            void make() {
                Command.run(List.of("dd", "if=/dev/zero", "of=" + POOL.resolve("filler"), "bs=64k"));
            }

            @Override
            void mend() {
                Command.run(List.of("rm", "-f", POOL.resolve("filler").toString()))
                        .orThrow();
            }
        },
        POOL_STOPPED {
            @Override
            void make() {
                Virsh.run("pool-destroy", "fault");
            }

            @Override
            void mend() {
                Virsh.run("pool-start", "fault");
            }
        },
        NETWORK_DESTROYED {
            @Override
            void make() {
                Virsh.run("net-destroy", "fault_network");
            }

            @Override
            void mend() {
                // Libvirt strikes nobody from its map of MAC addresses whose network was destroyed meanwhile.
                Command.run(List.of("rm", "-f", "/var/lib/libvirt/dnsmasq/virbr-fault.macs"))
                        .orThrow();
                Virsh.run("net-start", "fault_network");
            }
        },
        BASE_UNDEFINED {
            @Override
            void make() {
                Virsh.run("undefine", BASE);
            }

            @Override
            void mend() {
                defineBase();
            }
        };

        abstract void make();

        abstract void mend();
    }

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectory(POOL);
        Command.run(List.of("mount", "-t", "tmpfs", "-o", "size=2m,mode=711", "tmpfs", POOL.toString()))
                .orThrow();
        Virsh.run("pool-define-as", "fault", "dir", "--target", POOL.toString());
        Virsh.run("pool-start", "fault");
        Virsh.run("net-define", Lab.file(NETWORK).toString());
        Virsh.run("net-start", "fault_network");
        defineBase();
        before = LabState.now();
    }

    @AfterEach
    void cleanUp() throws IOException {
        mend();
        Virsh.run("undefine", BASE);
        Virsh.run("net-destroy", "fault_network");
        Virsh.run("net-undefine", "fault_network");
        Virsh.run("pool-destroy", "fault");
        Virsh.run("pool-undefine", "fault");
        Command.run(List.of("umount", POOL.toString())).orThrow();
        Files.delete(POOL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STORAGE_FULL      | RESOLVE | clone | cannot create a volume in the storage pool 'fault': .*No space left on device",
                "STORAGE_FULL      | PLAN    | clone | cannot create a volume in the storage pool 'fault': .*No space left on device",
                "POOL_STOPPED      | PLAN    | clone | cannot create a volume in the storage pool 'fault': .*storage pool 'fault' is not active",
                "NETWORK_DESTROYED | RESOLVE | start | cannot start the clone: .*network 'fault_network' is not active",
                "NETWORK_DESTROYED | PLAN    | start | cannot start the clone: .*network 'fault_network' is not active",
                "NETWORK_DESTROYED | CLONE   | start | cannot start the clone: .*network 'fault_network' is not active",
                "BASE_UNDEFINED    | RESOLVE | plan  | cannot read the domain 'fault-base': Domain not found: .*"
            })
    void failsTheSetupWithTheReasonAndLeavesNothing(Fault fault, SetupPhase after, String failing, String reason) {
        try (CloudHost host = host(after, fault)) {
            assertThatThrownBy(host::setup)
                    .isInstanceOf(CloudHostException.class)
                    .satisfies(failure -> assertThat(Explanation.of(failure))
                            .matches("faulty: setup failed in phase '" + failing + "': " + reason))
                    .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
        }
        mend();
        before.assertStillSo();
    }

    @Test
    void aPoolThatIsStoppedBeforeThePlanIsRefusedAsASettingThatCannotWork() {
        try (CloudHost host = host(SetupPhase.RESOLVE, Fault.POOL_STOPPED)) {
            assertThatThrownBy(host::setup)
                    .hasMessageStartingWith("faulty.clonePool = \"fault\" (")
                    .hasMessageEndingWith(
                            "): the storage pool is stopped. Start it: virsh -c qemu:///system pool-start fault");
        }
        mend();
        before.assertStillSo();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAN", "CLONE"})
    void aBaseThatIsGoneBeforeTheStartFailsIt(SetupPhase after) {
        try (CloudHost host = host(after, Fault.BASE_UNDEFINED)) {
            assertThatThrownBy(host::setup)
                    .hasMessageStartingWith("faulty.libvirtBaseDomain = \"fault-base\" (")
                    .hasMessageContaining("): no domain of this name at qemu:///system. It has: ");
        }
        mend();
        before.assertStillSo();
    }

    /** A clone that runs has all that it needs; what its guest makes of a full disk is the guest's business. */
    @ParameterizedTest
    @CsvSource({
        "STORAGE_FULL, CLONE",
        "STORAGE_FULL, START",
        "STORAGE_FULL, ADDRESS",
        "NETWORK_DESTROYED, START",
        "NETWORK_DESTROYED, ADDRESS",
        "BASE_UNDEFINED, START",
        "BASE_UNDEFINED, ADDRESS"
    })
    void isNoMatterForACloneThatHasWhatItNeeds(Fault fault, SetupPhase after) {
        try (CloudHost host = host(after, fault)) {
            host.setup();
            assertThat(host.getHostName()).isEqualTo("198.51.100.200");
        }
        mend();
        before.assertStillSo();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLONE", "START", "ADDRESS"})
    void aPoolThatIsStoppedKeepsTheOverlayAndTheDefinitionThatNamesIt(SetupPhase after) {
        CloudHost host = host(after, Fault.POOL_STOPPED);
        host.setup();
        String clone = Virsh.clonesOf("faulty").get(0);

        assertThatThrownBy(host::teardown)
                .hasMessageStartingWith("faulty: teardown is not complete: the clone '" + clone
                        + "' is not wholly removed: cannot delete the volume '" + clone
                        + "-vda.qcow2' of the storage pool 'fault': ")
                .hasMessageEndingWith("storage pool 'fault' is not active");
        assertThat(Virsh.domains()).containsEntry(clone, "shut off");

        mend();
        host.teardown();
        before.assertStillSo();
    }

    @Test
    void anAddressThatCannotComeAnyMoreIsWaitedForNoLongerThanAskedAndTheSourcesSayWhy() {
        CloudHosts hosts = hosts("addressTimeout = 3", SetupPhase.START, Fault.NETWORK_DESTROYED);
        try (CloudHost host = hosts.get("faulty")) {
            assertThatThrownBy(host::setup)
                    .hasMessageStartingWith("faulty: setup failed in phase 'address': ")
                    .hasMessageContaining(
                            "lease: the network 'fault_network' is not started: virsh net-start fault_network");
        }
        mend();
        before.assertStillSo();
    }

    /** Gives back what was taken away. */
    private void mend() {
        if (made != null) {
            made.mend();
            made = null;
        }
    }

    private static void defineBase() {
        String xml = Virsh.run("dumpxml", "--inactive", "tiny-base")
                .replace("<name>tiny-base</name>", "<name>" + BASE + "</name>")
                .replaceFirst("<uuid>.*</uuid>", "")
                .replaceFirst("<mac address='[^']*'/>", "")
                .replace("network='my_nat_network'", "network='fault_network'");
        Virsh.run("define", Lab.file(xml).toString());
    }

    private CloudHost host(SetupPhase after, Fault fault) {
        return hosts("ipLookupStrategy = static, static { ip = \"198.51.100.200\" }", after, fault)
                .get("faulty");
    }

    private CloudHosts hosts(String lookup, SetupPhase after, Fault fault) {
        return CloudHosts.builder()
                .configFile(Lab.file("faulty { libvirtBaseDomain = fault-base, clonePool = fault, " + lookup + " }"))
                .listener(new CloudHostListener() {
                    @Override
                    public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
                        if (phase == after) {
                            made = fault;
                            fault.make();
                        }
                    }
                })
                .build();
    }
}
