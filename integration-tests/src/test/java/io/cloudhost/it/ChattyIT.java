package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A base that writes to files and listens at fixed places, none of which two domains could share. */
class ChattyIT {

    private static final Path FOLDER_OF_THE_BASE = Path.of("/var/lib/libvirt/chatty");

    /** The lab gives the base a vsock where the machine can have them. */
    private static final String CONTEXT_ID = "/domain/devices/vsock/cid/@address";

    private static final CloudHosts HOSTS = Lab.hosts("""
            chatty { libvirtBaseDomain = chatty-base, %s }
            """.formatted(Lab.FOUND_ON_NAT));

    @Test
    void twoClonesAtOnceHaveFilesAndPortsOfTheirOwn() throws IOException {
        LabState before = LabState.now();
        Map<Path, String> sums = DomainFiles.sums(List.of("chatty-base"));

        try (CloudHost one = HOSTS.get("chatty");
                CloudHost other = HOSTS.get("chatty")) {
            Lab.setUpAtOnce(List.of(one, other));
            assertThat(Virsh.clonesOf("chatty")).hasSize(2);
            DomainXml first = DomainXml.running(cloneOf(one));
            DomainXml second = DomainXml.running(cloneOf(other));

            assertThat(portsOf(first))
                    .hasSize(2)
                    .doesNotContain("5999", "5799")
                    .doesNotContainAnyElementsOf(portsOf(second));
            assertThat(portsOf(second)).doesNotContain("5999", "5799");
            assertThat(socketOf(first)).isNotEqualTo(socketOf(second));
            assertThat(List.of(socketOf(first), socketOf(second)))
                    .allMatch(Files::exists)
                    .noneMatch(socket -> socket.startsWith(FOLDER_OF_THE_BASE));
            assertThat(Stream.of(first, second).flatMap(domain -> domain.all(CONTEXT_ID).stream()))
                    .hasSize(Files.exists(Path.of("/dev/vhost-vsock")) ? 2 : 0)
                    .doesNotContain("42")
                    .doesNotHaveDuplicates();

            Guest.of(one).run("echo from one > /dev/ttyS1");
            Guest.of(other).run("echo from the other > /dev/ttyS1");
            assertThatComesTo(serialFileOf(first), "from one");
            assertThatComesTo(serialFileOf(second), "from the other");
            Guest.of(one).run("echo on the console > /dev/ttyS0");
            assertThatComesTo(consoleLogOf(first), "on the console");
            assertThat(Files.readString(consoleLogOf(second))).doesNotContain("on the console");
            try (Stream<Path> files = Files.list(FOLDER_OF_THE_BASE)) {
                assertThat(files).isEmpty();
            }
        }

        before.assertStillSo();
        assertThat(DomainFiles.sums(List.of("chatty-base"))).isEqualTo(sums);
    }

    private static String cloneOf(CloudHost host) {
        return Virsh.run("domname", Guest.of(host).run("hostname"));
    }

    private static List<String> portsOf(DomainXml domain) {
        return domain.all("/domain/devices/graphics/@port | /domain/devices/graphics/@websocket");
    }

    private static Path socketOf(DomainXml domain) {
        return Path.of(domain.one("/domain/devices/channel/source/@path"));
    }

    private static Path serialFileOf(DomainXml domain) {
        return Path.of(domain.one("/domain/devices/serial[@type='file']/source/@path"));
    }

    private static Path consoleLogOf(DomainXml domain) {
        return Path.of(domain.one("/domain/devices/serial[@type='pty']/log/@file"));
    }

    /** QEMU hands on what the guest wrote a moment later. */
    private static void assertThatComesTo(Path file, String text) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Files.readString(file)).contains(text));
    }
}
