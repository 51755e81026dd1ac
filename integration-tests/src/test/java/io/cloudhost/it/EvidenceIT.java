package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.HostSetupException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a setup leaves behind whose guest does not come up, on guests that really do not. */
class EvidenceIT {

    /** What the firmware writes first: it clears the screen, as it does for a terminal. */
    private static final String FIRST_BYTES = "\u001bc\u001b[?7l\u001b[2J\u001b[0mSeaBIOS (version ";

    private static final String PASSWORD_OF_THE_SCREEN = "t0pscr33";
    private static final String PASSWORD_OF_THE_GUEST = "gu3stw0rd";
    private static final List<String> SECRETS = List.of(PASSWORD_OF_THE_SCREEN, PASSWORD_OF_THE_GUEST, "bigsecret");

    /** A while in which no guest comes up, and secrets in all places where settings have them. */
    private static final String NEVER_FOUND = """
            addressTimeout = 25
            ipLookupStrategy = [hypervisor, SSH]
            hypervisor.timeout = 25
            SSH { %s, timeout = 25, %s }
            ssh { user = root, password = %s }""".formatted(Lab.LINUX_BOX, Lab.NAT_LEASES, PASSWORD_OF_THE_GUEST);

    /** The text mode of a VGA card: 80 by 25 characters of 9 by 16 pixels. */
    private static final int WIDTH = 720;

    private static final int HEIGHT = 400;

    @TempDir
    Path folder;

    @Test
    void tellsWhyAGuestDoesNotComeUp() throws IOException {
        LabState before = LabState.now();
        // A guest that panics stays, since panic=0 is the default; it has a screen, and a password for it.
        try (VariedBase panics = VariedBase.of(
                        "chatty-base",
                        "panics-base",
                        "rdinit=/nonexistent",
                        xml -> talkative(xml)
                                .replace(
                                        "<graphics type='vnc'",
                                        "<graphics type='vnc' passwd='" + PASSWORD_OF_THE_SCREEN + "'"));
                VariedBase hangs =
                        VariedBase.of("tiny-base", "hangs-base", "cloudhost.dhcp-delay=600", EvidenceIT::talkative);
                VariedBase unplugged = VariedBase.of(
                        "tiny-base",
                        "unplugged-base",
                        "",
                        xml -> talkative(xml).replace("</interface>", "<link state='down'/></interface>"))) {
            CloudHosts hosts =
                    Lab.hosts(label("panics", panics, Lab.FOUND_ON_NAT.replace("timeout = 120", "timeout = 25"))
                            + label("hangs", hangs, NEVER_FOUND)
                            + label("unplugged", unplugged, NEVER_FOUND));

            List<CompletableFuture<HostSetupException>> failures = Stream.of("panics", "hangs", "unplugged")
                    .map(label ->
                            CompletableFuture.supplyAsync(() -> failureOf(hosts.get(label)), EvidenceIT::inThread))
                    .toList();

            assertThatPanicIsTold(failures.get(0).join());
            assertThatHangIsTold(failures.get(1).join());
            assertThatMissingNetworkIsTold(failures.get(2).join());
        }
        before.assertStillSo();
    }

    /** Its kernel ends it at once, and the domain with it: nobody waits for an address. */
    @Test
    void tellsWhyAGuestEndsAtOnce() throws IOException {
        try (VariedBase ends = VariedBase.of(
                "tiny-base",
                "ends-base",
                "rdinit=/nonexistent panic=-1",
                xml -> talkative(xml).replace("<on_reboot>restart<", "<on_reboot>destroy<"))) {
            HostSetupException failure =
                    failureOf(Lab.hosts(label("ends", ends, "addressTimeout = 2m, hypervisor.timeout = 2m"))
                            .get("ends"));

            Path evidence = failure.evidence().orElseThrow();
            // The look for an event that got lost may come before the event.
            assertThat(Explanation.of(failure)).containsPattern(": it (has shut down|is shut off)\\.");
            assertThat(failure).hasMessageContaining("Kernel panic");
            assertThat(read(evidence, "console.log")).startsWith(FIRST_BYTES).contains("Kernel panic - not syncing");
            assertThat(read(evidence, "events.txt"))
                    .containsPattern("the clone has shut down|address failed: .*: it is shut off");
            assertThat(read(evidence, "state.txt")).startsWith("state: shut off (shut down)\n");
            assertThat(read(evidence, "evidence.txt"))
                    .containsPattern("screenshot.png +not there: cannot take a screenshot of the domain ");
        }
    }

    private void assertThatPanicIsTold(HostSetupException failure) throws IOException {
        Path evidence = failure.evidence().orElseThrow();
        String clone = failure.getMessage().replaceAll("(?s).* for (panics-[0-9a-f]{8}) with MAC .*", "$1");
        assertThat(failure)
                .hasMessageStartingWith("panics: setup failed in phase 'address': ")
                .hasMessageContaining("\nThe end of its console:\n  | ")
                .hasMessageContaining("Kernel panic - not syncing: VFS: Unable to mount root fs")
                .hasMessageEndingWith("\nEvidence: " + evidence);
        assertThat(evidence).hasParentRaw(folder);

        assertThat(read(evidence, "console.log"))
                .startsWith(FIRST_BYTES)
                .contains("Linux version ", "Kernel panic - not syncing: VFS: Unable to mount root fs");
        BufferedImage screen = ImageIO.read(evidence.resolve("screenshot.png").toFile());
        assertThat(List.of(screen.getWidth(), screen.getHeight())).containsExactly(WIDTH, HEIGHT);
        assertThat(coloursOf(screen)).hasSizeGreaterThan(1);
        assertThat(read(evidence, "base.xml")).contains("<name>panics-base</name>", "rdinit=/nonexistent");
        assertThat(read(evidence, "clone.xml")).contains("<name>" + clone + "</name>", "<alias name='serial0'/>");
        assertThat(read(evidence, "plan.txt"))
                .startsWith(clone + " from panics-base\n")
                .containsPattern("(?m)^rewritten  disk vda: ");
        assertThat(read(evidence, "address.txt"))
                .containsPattern("The MAC address is 52:54:00:.*\nNot found:\n  SSH \\(.*: asked \\d+ times")
                .containsPattern("lease +no address\n");
        assertThat(read(evidence, "state.txt"))
                .startsWith("state: running (resumed)\n")
                .containsPattern("interface: 52:54:00:.*, network my_nat_network, .*host's side vnet\\d+, model virtio")
                .contains("disk: vda, ");
        assertThat(read(evidence, "events.txt"))
                .containsPattern("(?m)^20..-..-..T..:..:..(\\.\\d+)?Z  start began$")
                .containsPattern("(?m)Z  the clone was paused$")
                .containsPattern("(?m)Z  the clone was resumed$");
        assertThat(read(evidence, "hypervisor.log")).contains("guest=" + clone, "qemu-system");
        assertThat(read(evidence, "settings.conf")).contains("panics-base", "&passphrase=***\"");
        assertThatNoSecretIsTold(evidence);
    }

    private void assertThatHangIsTold(HostSetupException failure) throws IOException {
        Path evidence = failure.evidence().orElseThrow();

        assertThat(read(evidence, "console.log"))
                .startsWith(FIRST_BYTES)
                .contains("EXT4-fs (vda): mounted filesystem")
                .doesNotContain("Kernel panic");
        assertThat(read(evidence, "address.txt"))
                .contains("Not found:\n")
                .containsPattern("  hypervisor .*: asked \\d+ times")
                .containsPattern("lease +no address\n");
        assertThat(read(evidence, "state.txt"))
                .startsWith("state: running (resumed)\n")
                .doesNotContain("link down");
        assertThat(read(evidence, "evidence.txt"))
                .containsPattern("screenshot.png +not there: cannot take a screenshot of the domain ");
        assertThat(read(evidence, "settings.conf")).contains("&passphrase=***\"", "hangs.ssh.password = \"***\"  # ");
        assertThatNoSecretIsTold(evidence);
    }

    private void assertThatMissingNetworkIsTold(HostSetupException failure) throws IOException {
        Path evidence = failure.evidence().orElseThrow();

        assertThat(read(evidence, "console.log")).startsWith(FIRST_BYTES).contains("EXT4-fs (vda): mounted filesystem");
        assertThat(read(evidence, "state.txt"))
                .containsPattern("interface: 52:54:00:.*, network my_nat_network, .*model virtio, link down");
        assertThat(read(evidence, "settings.conf"))
                .contains("&passphrase=***\"", "unplugged.ssh.password = \"***\"  # ");
        assertThatNoSecretIsTold(evidence);
    }

    private static void assertThatNoSecretIsTold(Path evidence) throws IOException {
        try (Stream<Path> files = Files.list(evidence)) {
            assertThat(files.toList())
                    .hasSizeGreaterThanOrEqualTo(9)
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(SECRETS));
        }
    }

    /** Returns a base's XML so that firmware and kernel write all they have to the serial port. */
    private static String talkative(String xml) {
        return xml.replace(" quiet<", "<").replace("</os>", "<bios useserial='yes'/></os>");
    }

    private String label(String label, VariedBase base, String settings) {
        return "%s { libvirtBaseDomain = %s, evidence.folder = \"%s\", %s }\n"
                .formatted(label, base.name(), folder, settings);
    }

    private static HostSetupException failureOf(CloudHost host) {
        try (host) {
            return catchThrowableOfType(HostSetupException.class, host::setup);
        }
    }

    private static void inThread(Runnable task) {
        new Thread(task).start();
    }

    private static String read(Path evidence, String file) {
        try {
            return Files.readString(evidence.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> coloursOf(BufferedImage image) {
        return IntStream.range(0, image.getHeight())
                .flatMap(y -> IntStream.range(0, image.getWidth()).map(x -> image.getRGB(x, y)))
                .distinct()
                .boxed()
                .toList();
    }
}
