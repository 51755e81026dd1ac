package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.HostEndedException;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.it.Libvirtd.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Libvirtd crashes, or is stopped in order, and comes back: while a host is set up, while it is up, and while it is torn
 * down. Only an orderly stop ends clones, and only those that are bound to a connection.
 */
class RestartedLibvirtdIT {

    private static final String LOST = ": the connection to libvirt at qemu:///system was lost at ";

    private final LabState before = LabState.now();

    /** What is to happen at a point of a host's life. */
    private Runnable atPhase = () -> {};

    private SetupPhase phase = SetupPhase.RESOLVE;
    private Runnable atTeardown = () -> {};

    @BeforeEach
    void libvirtdAnswers() {
        assertThat(Virsh.domains()).isNotEmpty();
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertStillSo();
    }

    @ParameterizedTest
    @CsvSource({"KILL, true", "KILL, false", "TERM, false"})
    void aHostThatIsUpStaysUsable(Signal signal, boolean autodestroy) {
        try (CloudHost host = hosts("addressTimeout = 2m, hypervisor.timeout = 2m", autodestroy)
                .get("restarted")) {
            host.setup();
            String address = host.getHostName();
            Guest guest = Guest.of(host);
            String booted = guest.run("cat /proc/sys/kernel/random/boot_id");

            Libvirtd.restart(signal);

            assertThat(host.getHostName()).isEqualTo(address);
            assertThat(guest.run("cat /proc/sys/kernel/random/boot_id")).isEqualTo(booted);
        }
    }

    @Test
    void aHostWhoseCloneIsBoundSaysThatItHasEndedAndWhy() {
        try (CloudHost host = staticHost(true)) {
            host.setup();
            String clone = Virsh.clonesOf("restarted").get(0);

            Libvirtd.restart(Signal.TERM);

            assertThatThrownBy(host::getHostName)
                    .isInstanceOf(HostEndedException.class)
                    .hasMessageStartingWith("restarted: the machine '" + clone + "' ")
                    .hasMessageContaining(LOST)
                    .hasMessageContaining("libvirt ends a clone with the connection that started it, also when libvirtd"
                            + " is stopped or restarted, unless autodestroy is false");
        }
    }

    @ParameterizedTest
    @CsvSource({"KILL, true", "KILL, false", "TERM, true", "TERM, false"})
    void aSetupWhoseCloneDoesNotRunYetGoesOn(Signal signal, boolean autodestroy) {
        phase = SetupPhase.CLONE;
        atPhase = () -> Libvirtd.restart(signal);
        try (CloudHost host = staticHost(autodestroy)) {
            host.setup();

            assertThat(host.getHostName()).isEqualTo("198.51.100.122");
        }
    }

    @ParameterizedTest
    @CsvSource({"KILL, true", "KILL, false", "TERM, false"})
    void aSetupWhoseCloneRunsOnGoesOn(Signal signal, boolean autodestroy) {
        phase = SetupPhase.START;
        atPhase = () -> Libvirtd.restart(signal);
        try (CloudHost host = staticHost(autodestroy)) {
            host.setup();

            assertThat(host.getHostName()).isEqualTo("198.51.100.122");
        }
    }

    @Test
    void aSetupWhoseCloneIsEndedWithTheConnectionFailsAndSaysWhy() {
        phase = SetupPhase.START;
        atPhase = () -> Libvirtd.restart(Signal.TERM);
        try (CloudHost host = staticHost(true)) {
            assertThatThrownBy(host::setup)
                    .isInstanceOf(HostSetupException.class)
                    .hasMessageStartingWith("restarted: setup failed in phase 'address': ")
                    .hasMessageContaining(LOST)
                    .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"KILL, true", "KILL, false", "TERM, true", "TERM, false"})
    void aTeardownGoesOn(Signal signal, boolean autodestroy) {
        atTeardown = () -> Libvirtd.restart(signal);
        CloudHost host = staticHost(autodestroy);
        host.setup();

        host.teardown();
    }

    /** Libvirt has forgotten by then that the clone was bound to its process. */
    @Test
    void aSweepRemovesTheCloneOfAProcessThatEndedAfterACrashOfLibvirtd() {
        String settings =
                "restarted { libvirtBaseDomain = tiny-base, ipLookupStrategy = static, static { ip = \"198.51.100.122\" } }";
        CommandLine cloudhost = new CommandLine(Lab.file(settings));
        try (JavaProgram program = JavaProgram.start(
                null, HaltingProgram.class, cloudhost.settings().toString(), "restarted")) {
            while (!program.next().orElseThrow().equals("up")) {
                program.goOn();
            }
            Libvirtd.restart(Signal.KILL);
        }
        List<String> clones = Virsh.clonesOf("restarted");
        assertThat(clones).hasSize(1);
        assertThat(Virsh.domains()).containsEntry(clones.get(0), "running");

        assertThat(cloudhost.run("gc").output())
                .startsWith("removed " + clones.get(0) + " at qemu:///system: its process ");
    }

    private CloudHost staticHost(boolean autodestroy) {
        return hosts("ipLookupStrategy = static, static { ip = \"198.51.100.122\" }", autodestroy)
                .get("restarted");
    }

    private CloudHosts hosts(String lookup, boolean autodestroy) {
        return CloudHosts.builder()
                .configFile(Lab.file("restarted { libvirtBaseDomain = tiny-base, autodestroy = " + autodestroy + ", "
                        + lookup + " }"))
                .listener(new CloudHostListener() {
                    @Override
                    public void phaseCompleted(String label, SetupPhase completed, String outcome, Duration took) {
                        if (completed == phase) {
                            atPhase.run();
                        }
                    }

                    @Override
                    public void teardownStarted(String label) {
                        atTeardown.run();
                    }
                })
                .build();
    }
}
