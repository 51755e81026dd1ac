package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What there is in the lab: as libvirt reports it, and in the folders and the process table behind libvirt.
 *
 * @param domains the domains and their states
 * @param volumes the volumes of all pools
 * @param files lease files, disks, logs, sockets, and what firmware and TPMs remember
 * @param addressMaps the domains in libvirt's maps of MAC addresses, which come with a network's first domain and stay
 * @param guests the command lines of running guests, their TPMs and the daemons of their folders
 * @param connections the command lines of SSH connections
 */
record LabState(
        Map<String, String> domains,
        List<String> volumes,
        List<String> files,
        List<String> addressMaps,
        List<String> guests,
        List<String> connections) {

    private static final List<Path> FOLDERS = List.of(
            Path.of("/var/lib/libvirt/images"),
            Path.of("/var/lib/libvirt/second"),
            Path.of("/var/lib/libvirt/outside"),
            Path.of("/var/lib/libvirt/chatty"),
            Path.of("/var/lib/libvirt/dnsmasq"),
            Path.of("/var/lib/libvirt/qemu/nvram"),
            Path.of("/var/lib/libvirt/qemu/channel/target"),
            Path.of("/var/lib/libvirt/swtpm"),
            Path.of("/var/lib/dnsmasq"));

    static LabState now() {
        return new LabState(
                Virsh.domains(),
                Virsh.volumes(),
                files(file -> !isAddressMap(file)).map(Path::toString).toList(),
                files(LabState::isAddressMap).flatMap(LabState::domainsIn).toList(),
                processes("(qemu-system|swtpm|virtiofsd)"),
                processes("ssh "));
    }

    /** Waits a moment, since a process that was told to end is in the process table for a little longer. */
    void assertStillSo() {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(now()).isEqualTo(this));
    }

    private static boolean isAddressMap(Path file) {
        return file.toString().endsWith(".macs");
    }

    private static Stream<String> domainsIn(Path addressMap) {
        try {
            return Pattern.compile("\"domain\": \"([^\"]*)\"")
                    .matcher(Files.readString(addressMap))
                    .results()
                    .map(match -> addressMap + ": " + match.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Predicate<Path> wanted) {
        return FOLDERS.stream()
                .filter(Files::isDirectory)
                .flatMap(LabState::list)
                .filter(wanted)
                .sorted();
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lists those in the lab's network namespace: there may be another lab on the machine. */
    private static List<String> processes(String program) {
        String network = Command.run(List.of("stat", "-L", "-c", "%i", "/proc/self/ns/net"))
                .orThrow();
        return Command.run(List.of("ps", "-e", "-o", "netns=,args="))
                .orThrow()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(network + " "))
                .map(line -> line.substring(network.length() + 1))
                .filter(line -> Pattern.compile("(^|/)" + program).matcher(line).find())
                .sorted()
                .toList();
    }
}
