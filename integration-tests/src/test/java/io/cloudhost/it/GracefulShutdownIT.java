package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A guest is asked to shut down before its clone is removed, as another client of libvirt sees it. */
class GracefulShutdownIT {

    private static final CloudHosts HOSTS = Lab.hosts("""
            graceful { libvirtBaseDomain = tiny-base, shutdown = graceful, shutdownTimeout = 1m }
            heedless = ${graceful} {
              shutdownTimeout = 1, ipLookupStrategy = static, static { ip = "198.51.100.121" }
            }
            """);

    @Test
    void aGuestThatHeedsItIsNotDestroyed() throws IOException {
        try (CloudHost host = HOSTS.get("graceful")) {
            host.setup();
            assertThat(Guest.of(host).run("echo up")).isEqualTo("up");

            assertThat(endOf("graceful", host)).contains("Stopped Shutdown").doesNotContain("Destroyed");
        }
    }

    /** It has not even booted. */
    @Test
    void aGuestThatDoesNotHeedItIsDestroyedWhenItsTimeIsOver() throws IOException {
        try (CloudHost host = HOSTS.get("heedless")) {
            host.setup();

            assertThat(endOf("heedless", host)).contains("Stopped Destroyed");
        }
    }

    /** Tears the host down, and returns what libvirt tells of its domain meanwhile. */
    private static String endOf(String label, CloudHost host) throws IOException {
        LabState state = LabState.now();
        String clone = Virsh.clonesOf(label).get(0);
        Process events = new ProcessBuilder(List.of(
                        "stdbuf",
                        "-oL",
                        "virsh",
                        "-c",
                        "qemu:///system",
                        "event",
                        "--all",
                        "--loop",
                        "--timeout",
                        "90"))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = events.inputReader()) {
            // It registers before it prints anything: one event of another domain tells that it listens.
            StringBuilder told = new StringBuilder();
            Virsh.run("start", "--paused", "raw-base");
            awaitLine(output, told, "raw-base");
            host.teardown();
            awaitLine(output, told, "'" + clone + "': Undefined");
            return told.toString()
                    .lines()
                    .filter(line -> line.contains(clone))
                    .toList()
                    .toString();
        } finally {
            events.destroyForcibly().onExit().join();
            Virsh.run("destroy", "raw-base");
            assertThat(state.domains()).containsKey(clone);
        }
    }

    private static void awaitLine(BufferedReader output, StringBuilder told, String wanted) throws IOException {
        String line = output.readLine();
        while (line != null) {
            told.append(line).append('\n');
            if (line.contains(wanted)) {
                return;
            }
            line = output.readLine();
        }
        throw new IllegalStateException("'" + wanted + "' was not told: " + told);
    }
}
