package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.Console;
import io.cloudhost.core.Console.Following;
import io.cloudhost.core.HostSetupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The serial console of real guests, and how they are started for its sake. */
class ConsoleIT {

    private static final String STATIC = "ipLookupStrategy = static, static { ip = \"203.0.113.10\" }";
    private static final String FIRST_BYTES = "\u001bc\u001b[?7l\u001b[2J\u001b[0mSeaBIOS (version ";
    private static final String LOST =
            "[cloudhost: the connection to libvirt was lost; what the machine wrote until it was replaced is missing]\n";
    private static final String TAKEN =
            "[cloudhost: the console is not read any more; somebody may have taken it over, ";

    private final LabState before = LabState.now();

    @AfterEach
    void nothingIsLeft() {
        before.assertStillSo();
        soon().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("cloudhost-libvirt-consoles", "cloudhost-libvirt-start", "cloudhost-console-follower"));
    }

    @Test
    void isFollowedFromItsFirstByteOnAcrossALossOfTheConnectionUntilSomebodyTakesItOver() throws Exception {
        try (VariedBase base = talking("talks-base");
                CloudHost host = Lab.hosts("talks { libvirtBaseDomain = " + base.name() + ", " + STATIC + " }")
                        .get("talks")) {
            Console console = host.capability(Console.class).orElseThrow();
            Queue<String> pieces = new ConcurrentLinkedQueue<>();
            Supplier<String> followed = () -> String.join("", pieces);
            Following following = console.follow(pieces::add);
            host.setup();
            Guest guest = Guest.of(host);
            guest.run("echo before > /dev/ttyS0");
            soon().untilAsserted(() -> assertThat(followed.get()).contains("before\r\n"));
            assertThat(followed.get()).startsWith(FIRST_BYTES);
            String clone = Virsh.clonesOf("talks").get(0);
            assertThat(Command.run(virsh("console", clone)).output())
                    .contains("Active console session exists for this domain");

            Libvirtd.restart(Libvirtd.Signal.KILL);
            soon().untilAsserted(() -> assertThat(followed.get()).contains(LOST));
            guest.run("echo after > /dev/ttyS0");
            soon().untilAsserted(() -> assertThat(followed.get()).contains("after\r\n"));

            Process taking = new ProcessBuilder(virsh("console", "--force", clone))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                soon().untilAsserted(() -> assertThat(followed.get()).contains(TAKEN));
                following.end().toCompletableFuture().get(10, TimeUnit.SECONDS);
                guest.run("echo for somebody else > /dev/ttyS0");
            } finally {
                end(taking);
            }
            assertThat(console.text())
                    .isEqualTo(followed.get())
                    .containsSubsequence("before", LOST, "after", TAKEN)
                    .doesNotContain("for somebody else");
        }
    }

    @Test
    void isShownByUpWhichLeavesTheHostAndTheConsoleWhenItIsEnded(@TempDir Path folder) throws Exception {
        VariedBase base = talking("shown-base");
        CommandLine cloudhost =
                new CommandLine(Lab.file("shown { libvirtBaseDomain = " + base.name() + ", " + STATIC + " }"));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process up = new ProcessBuilder(cloudhost.command("up", "--follow", "--json", "shown"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (base) {
            // Such an address is known before the guest is; the shell on the console comes when nothing else is said
            // any more.
            await().atMost(Duration.ofMinutes(2))
                    .failFast("the command has ended", () -> !up.isAlive())
                    .untilAsserted(() -> {
                        assertThat(out)
                                .content()
                                .startsWith("{\"hostName\":\"203.0.113.10\",\"label\":\"shown\",\"name\":\"shown-");
                        assertThat(Files.readAllLines(err, StandardCharsets.ISO_8859_1))
                                .anyMatch(line -> line.startsWith("shown is up after "))
                                .anyMatch(line -> line.startsWith("BusyBox v"));
                    });
            String clone = Virsh.clonesOf("shown").get(0);
            up.destroy();
            assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(Virsh.domains()).containsEntry(clone, "running");
            assertThat(Command.run(virsh("console", clone)).output())
                    .contains("Connected to domain '" + clone + "'")
                    .doesNotContain("Active console session");
        } finally {
            end(up);
            cloudhost.run("down", "shown");
        }
    }

    /** QEMU takes longer than it may: what libvirt still waits for when that is given up does not stay. */
    @Test
    void givesUpAStartThatTakesTooLong(@TempDir Path folder) throws IOException {
        Path slow = slowEmulator(folder);
        try (VariedBase base = VariedBase.of(
                        "static-base",
                        "slow-base",
                        "",
                        xml -> xml.replaceFirst("<emulator>[^<]*</emulator>", "<emulator>" + slow + "</emulator>"));
                CloudHost host = Lab.hosts("slow { libvirtBaseDomain = " + base.name() + ", libvirtStartTimeout = 2, "
                                + "evidence.onFailure = false, " + STATIC + " }")
                        .get("slow")) {
            assertThatThrownBy(host::setup)
                    .isInstanceOf(HostSetupException.class)
                    .hasMessageMatching(
                            "slow: setup failed in phase 'start': the clone 'slow-[0-9a-f]{8}' does not run within"
                                    + " 2\\.0 s \\(libvirtStartTimeout\\): libvirt has not come to an end with starting it")
                    .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
        }
    }

    /** Makes what is QEMU after a while, but for the questions that libvirt asks before a guest is started. */
    private static Path slowEmulator(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path script = Files.writeString(folder.resolve("slow-qemu"), """
                #!/bin/sh
                case "$*" in *guest=slow-*) sleep 20 ;; esac
                exec /usr/bin/qemu-system-x86_64 "$@"
                """);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Makes a base whose firmware writes to the serial port. */
    private static VariedBase talking(String name) {
        return VariedBase.of("static-base", name, "", xml -> xml.replace("</os>", "<bios useserial='yes'/></os>"));
    }

    private static List<String> virsh(String... arguments) {
        // It wants a terminal, and stays until it is ended.
        return List.of(
                "script",
                "--quiet",
                "--command",
                "timeout --foreground --signal=KILL 5 virsh -c qemu:///system " + String.join(" ", arguments),
                "/dev/null");
    }

    private static void end(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }
}
