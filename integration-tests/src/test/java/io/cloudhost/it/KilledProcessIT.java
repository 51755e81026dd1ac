package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a host whose process ends with no chance to tear it down. The guests are not waited for. */
class KilledProcessIT {

    private static final CommandLine CLOUDHOST = new CommandLine(Lab.file("""
            killed { libvirtBaseDomain = tiny-base, ipLookupStrategy = static, static { ip = "198.51.100.126" } }
            killed_remote = ${killed} { libvirtURL = "qemu+ssh://user@linux-box/system" }
            unbound = ${killed} { autodestroy = false, static { ip = "198.51.100.125" } }
            left = ${killed} { static { ip = "198.51.100.124" } }
            """));

    /** Libvirt notices at once; a QEMU that does not end when it is told to takes it up to half of this. */
    private static final Duration END = Duration.ofSeconds(30);

    @AfterEach
    void removeClones() {
        Virsh.clonesOf("(killed|killed_remote|unbound|left)").forEach(name -> CLOUDHOST.run("down", name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"killed", "killed_remote"})
    void libvirtEndsTheCloneOfAKilledProcessAndWhatRemainsIsListedAndRemoved(String label) throws IOException {
        LabState before = LabState.now();
        String clone;
        try (HostInUse host = HostInUse.of(label)) {
            clone = onlyClone(label);
            assertThat(Virsh.domains()).containsEntry(clone, "running");

            host.kill();

            awaitEnd(clone);
        }
        assertThat(Virsh.volumes()).anyMatch(volume -> volume.contains(clone + "-vda.qcow2"));
        assertThat(CLOUDHOST.run("list").output().lines())
                .filteredOn(line -> line.startsWith(clone + " "))
                .singleElement()
                .asString()
                .matches(clone + " +" + label + " +tiny-base +\\S+@\\S+ +.+ shut off +session +198\\.51\\.100\\.126");

        assertThat(CLOUDHOST.run("down", clone).output()).startsWith("removed " + clone + " at ");

        before.assertStillSo();
    }

    @Test
    void aCloneThatIsNotBoundToItsProcessRunsOn() throws IOException {
        LabState before = LabState.now();
        assertThat(CLOUDHOST.run("up", "left").status()).isZero();
        try (HostInUse unbound = HostInUse.of("unbound");
                HostInUse bound = HostInUse.of("killed")) {
            unbound.kill();
            bound.kill();

            // It was killed last: by now libvirt would have ended the others too.
            awaitEnd(onlyClone("killed"));
            assertThat(Virsh.domains())
                    .containsEntry(onlyClone("unbound"), "running")
                    .containsEntry(onlyClone("left"), "running");
        }
        for (String label : List.of("left", "unbound", "killed")) {
            assertThat(CLOUDHOST.run("down", onlyClone(label)).status()).isZero();
        }
        before.assertStillSo();
    }

    private static void awaitEnd(String clone) {
        await().atMost(END)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(Virsh.domains()).containsEntry(clone, "shut off"));
    }

    private static String onlyClone(String label) {
        List<String> clones = Virsh.clonesOf(label);
        assertThat(clones).hasSize(1);
        return clones.get(0);
    }

    /**
     * A process that has set a host up and now runs a command with it.
     *
     * @param process the process
     * @param command what it runs, which is left when it is killed
     */
    private record HostInUse(Process process, List<ProcessHandle> command) implements AutoCloseable {

        static HostInUse of(String label) throws IOException {
            Process process = new ProcessBuilder(
                            CLOUDHOST.command("run", label, "--", "sh", "-c", "echo running; exec sleep 600"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader output = process.inputReader()) {
                assertThat(output.readLine()).isEqualTo("running");
            }
            List<ProcessHandle> command = process.children()
                    .filter(child -> !child.info().command().orElse("").endsWith("/ssh"))
                    .toList();
            return new HostInUse(process, command);
        }

        /** With SIGKILL, so that nothing in the process can notice. */
        void kill() {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void close() {
            kill();
            command.forEach(ProcessHandle::destroyForcibly);
            command.forEach(left -> left.onExit().join());
        }
    }
}
