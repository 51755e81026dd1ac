package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.api.Finding;
import io.cloudhost.api.Finding.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Set-ups that are broken in one way each: exactly the line for that is bad, and what it says to do, done word by word, helps.
 */
class DoctorIT {

    private static final Path SSH = Path.of(System.getProperty("user.home"), ".ssh");

    /** How a host is found that is not looked for here. */
    private static final String STATIC = "ipLookupStrategy = static, static { ip = \"198.51.100.122\" }";

    @TempDir
    private Path folder;

    @Test
    void stoppedStoragePool() {
        Path settings = host("libvirtBaseDomain = four-disk-base", STATIC);
        Virsh.run("pool-destroy", "second");
        try {
            List<Finding> bad = bad(settings);

            assertThat(bad)
                    .extracting(Finding::subject, Finding::finding)
                    .containsExactly(
                            tuple(
                                    "disk vdc",
                                    "the storage pool 'second' of volume 'four-disk-base-vdc.qcow2' of pool 'second' is"
                                            + " stopped"),
                            tuple(
                                    "disk vdd",
                                    "the storage pool 'second' of /var/lib/libvirt/second/four-disk-base-vdd.raw is"
                                            + " stopped"));
            follow(bad.get(0));
            assertThat(bad(settings)).isEmpty();
        } finally {
            ensure("pool-start", "second");
        }
    }

    @Test
    void storagePoolForOverlaysThatIsStopped() {
        Path settings = host("libvirtBaseDomain = tiny-base, clonePool = second", STATIC);
        Virsh.run("pool-destroy", "second");
        try {
            Finding bad = onlyBad(settings);

            assertThat(bad.subject()).isEqualTo("storage");
            assertThat(bad.finding())
                    .isEqualTo("h.clonePool = \"second\" (" + settings + ":2): the storage pool is stopped");
            follow(bad);
            assertThat(bad(settings)).isEmpty();
        } finally {
            ensure("pool-start", "second");
        }
    }

    @Test
    void missingNetwork() {
        try (VariedBase base = VariedBase.of("tiny-base", "unconnected", "", "missing_network")) {
            Path settings = host("libvirtBaseDomain = " + base.name(), STATIC);

            Finding bad = onlyBad(settings);

            assertThat(line(bad)).isEqualTo("network missing_network: there is no such network at qemu:///system");
            Path network = Lab.file("<network><name>missing_network</name><bridge name='virbr-miss'/></network>");
            run(commands(bad).replace("FILE", network.toString()));
            assertThat(bad(settings)).isEmpty();
        } finally {
            ensure("net-destroy", "missing_network");
            ensure("net-undefine", "missing_network");
        }
    }

    @Test
    void stoppedNetwork() {
        Path settings = host("libvirtBaseDomain = ipv6-base", STATIC);
        Virsh.run("net-destroy", "my_ipv6_network");
        try {
            Finding bad = onlyBad(settings);

            assertThat(line(bad)).isEqualTo("network my_ipv6_network: is not started");
            follow(bad);
            assertThat(bad(settings)).isEmpty();
        } finally {
            ensure("net-start", "my_ipv6_network");
        }
    }

    @Test
    void deadDhcpServer() throws IOException {
        Path settings = host("libvirtBaseDomain = ipv6-base", STATIC);
        // Processes of other labs have the same names; the file is this lab's own.
        String server = Files.readString(Path.of("/run/libvirt/network/my_ipv6_network.pid"))
                .strip();
        run("kill " + server);
        await().until(() -> !Files.exists(Path.of("/proc", server)));

        Finding bad = onlyBad(settings);

        assertThat(line(bad))
                .isEqualTo("network my_ipv6_network: its DHCP server does not run: nothing listens at port 53 of"
                        + " 192.0.2.1");
        follow(bad);
        assertThat(bad(settings)).isEmpty();
    }

    @Test
    void missingBridge() {
        try (VariedBase base =
                VariedBase.of("static-base", "unbridged", "", xml -> xml.replace("bridge='br0'", "bridge='br-miss'"))) {
            Path settings = host("libvirtBaseDomain = " + base.name(), STATIC);

            Finding bad = onlyBad(settings);

            assertThat(line(bad)).isEqualTo("bridge br-miss: the hypervisor's machine has no such interface");
            assertThat(bad.remedy()).contains("Make it there, or connect the base to another one");
            run("ip link add br-miss type bridge");
            // Libvirt hears of it from the kernel.
            await().untilAsserted(() -> assertThat(bad(settings)).isEmpty());
        } finally {
            Command.run(List.of("ip", "link", "delete", "br-miss"));
        }
    }

    @Test
    void networkThatTheBaseIsNotOn() {
        Path settings = host("libvirtBaseDomain = tiny-base, networkDeviceId = br0", STATIC);

        Finding bad = onlyBad(settings);

        assertThat(bad.subject()).isEqualTo("networkDeviceId");
        assertThat(bad.finding())
                .contains("the base domain 'tiny-base' has no network interface on it. It has: network my_nat_network");
        assertThat(bad.remedy())
                .contains("Set it to the network of one interface, in h.networkDeviceId (" + settings + ":2)");
        rewrite(settings, "br0", "my_nat_network");
        assertThat(bad(settings)).isEmpty();
    }

    @Test
    void runningBase() throws IOException {
        Path disk = Path.of("/var/lib/libvirt/images/busy-base.qcow2");
        Files.copy(Path.of("/var/lib/libvirt/images/tiny-base.qcow2"), disk);
        try (VariedBase base = VariedBase.of(
                "tiny-base", "busy-base", "", xml -> xml.replace("/tiny-base.qcow2", "/busy-base.qcow2"))) {
            Path settings = host("libvirtBaseDomain = " + base.name(), STATIC);
            Virsh.run("start", base.name());
            try {
                Finding bad = onlyBad(settings);

                assertThat(line(bad)).isEqualTo("base domain: the base domain 'busy-base' is running");
                // A guest heeds it when it has booted.
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> {
                            Command.run(List.of("sh", "-c", commands(bad)));
                            return Virsh.domains().get(base.name()).equals("shut off");
                        });
                assertThat(bad(settings)).isEmpty();
            } finally {
                ensure("destroy", base.name());
            }
        } finally {
            Files.deleteIfExists(disk);
            Virsh.run("pool-refresh", "default");
        }
    }

    @Test
    void savedBase() {
        try (VariedBase base = VariedBase.of("tiny-base", "saved-base", "")) {
            Path settings = host("libvirtBaseDomain = " + base.name(), STATIC);
            Virsh.run("start", "--paused", base.name());
            Virsh.run("managedsave", base.name());
            try {
                Finding bad = onlyBad(settings);

                assertThat(bad.subject()).isEqualTo("base domain");
                assertThat(bad.finding()).startsWith("the base domain 'saved-base' was saved with its memory");
                follow(bad);
                assertThat(bad(settings)).isEmpty();
            } finally {
                ensure("managedsave-remove", base.name());
            }
        }
    }

    @Test
    void missingBase() {
        Path settings = host("libvirtBaseDomain = absent-base", STATIC);

        Finding bad = onlyBad(settings);

        assertThat(line(bad))
                .startsWith("base domain: h.libvirtBaseDomain = \"absent-base\" (" + settings
                        + ":2): no domain of this name at qemu:///system. It has: ");
        follow(bad);
        try (VariedBase defined = VariedBase.of("tiny-base", "absent-base", "")) {
            assertThat(defined.name()).isEqualTo("absent-base");
            assertThat(bad(settings)).isEmpty();
        }
    }

    @Test
    void missingDiskFile() throws IOException {
        Path settings = host("libvirtBaseDomain = outside-base, clonePool = second", STATIC);
        Path disk = Path.of("/var/lib/libvirt/outside/outside-base.qcow2");
        Path away = disk.resolveSibling("away");
        Files.move(disk, away);
        try {
            Finding bad = onlyBad(settings);

            assertThat(line(bad)).isEqualTo("disk vda: there is no file " + disk);
            assertThat(bad.remedy()).contains("restore it");
            Files.move(away, disk);
            assertThat(bad(settings)).isEmpty();
        } finally {
            restore(away, disk);
        }
    }

    @Test
    void missingBackingFile() throws IOException {
        Path settings = host("libvirtBaseDomain = chain-base", STATIC);
        Path bottom = Path.of("/var/lib/libvirt/images/chain-base-bottom.raw");
        Path away = Path.of("/var/lib/libvirt/outside/away");
        Files.move(bottom, away);
        try {
            Virsh.run("pool-refresh", "default");
            Finding bad = onlyBad(settings);

            assertThat(line(bad)).isEqualTo("disk vda: its backing file " + bottom + " is missing");
            assertThat(bad.remedy()).contains("restore it");
            Files.move(away, bottom);
            assertThat(bad(settings)).isEmpty();
        } finally {
            restore(away, bottom);
            Virsh.run("pool-refresh", "default");
        }
    }

    @Test
    void missingFolder() {
        Path mapped = folder.resolve("mapped");
        Path settings =
                host("libvirtBaseDomain = tiny-base, fsMapping { data { hostPath = \"" + mapped + "\" } }", STATIC);

        Finding bad = onlyBad(settings);

        assertThat(line(bad))
                .isEqualTo("folder: h.fsMapping.data.hostPath = \"" + mapped + "\" (" + settings
                        + ":2): there is no such folder");
        assertThat(bad.remedy()).get().asString().startsWith("Make the folder, or correct ");
        run("mkdir " + mapped);
        assertThat(bad(settings)).isEmpty();
    }

    @Test
    void unknownKey() {
        Path settings = host("libvirtBaseDomain = tiny-base, clonePol = second", STATIC);

        Finding bad = onlyBad(settings);

        assertThat(line(bad))
                .isEqualTo("configuration: h.clonePol (" + settings + ":2): unknown key. Did you mean 'clonePool'?");
        assertThat(bad.remedy()).contains("Correct " + settings + ":2");
        rewrite(settings, "clonePol ", "clonePool ");
        assertThat(bad(settings)).isEmpty();
    }

    @Test
    void missingKeyOfTheGuestShell() {
        Path key = folder.resolve("key");
        Path settings =
                host("libvirtBaseDomain = tiny-base, ssh { user = root, privateKeyFile = \"" + key + "\" }", STATIC);

        Finding bad = onlyBad(settings);

        assertThat(line(bad))
                .isEqualTo("configuration: h.ssh.privateKeyFile = \"" + key + "\" (" + settings
                        + ":2): there is no private key file " + key);
        run("ssh-keygen -q -t ed25519 -N '' -f " + key);
        assertThat(bad(settings)).isEmpty();
    }

    @Test
    void accountThatMayNotUseLibvirt() {
        Path settings = host(
                "libvirtBaseDomain = tiny-base, libvirtURL = \"qemu+ssh://dhcp-query-user@linux-box/system\"", STATIC);

        Finding bad = onlyBad(settings);

        assertThat(bad.subject()).isEqualTo("libvirt at qemu+ssh://dhcp-query-user@linux-box/system");
        assertThat(bad.finding()).contains("Permission denied");
        run(commands(bad).replace("sudo ", ""));
        try {
            assertThat(bad(settings)).isEmpty();
        } finally {
            run("gpasswd -d dhcp-query-user libvirt");
        }
    }

    @Test
    void unknownHostKey() throws IOException {
        Path knownHosts = Files.createFile(folder.resolve("known_hosts"));
        Path settings = asking("dhcp-query-user@dhcp-box", knownHosts, "true");

        Finding bad = onlyBad(settings);

        assertThat(bad.subject()).isEqualTo("SSH login dhcp-query-user@dhcp-box:22");
        assertThat(bad.finding()).endsWith("but " + knownHosts + " has no key for it");
        follow(bad);
        assertThat(bad(settings)).isEmpty();
    }

    @Test
    void changedHostKey() throws IOException {
        Path knownHosts = Files.writeString(
                folder.resolve("known_hosts"),
                Files.readString(SSH.resolve("known_hosts"))
                        .replaceAll("(?m)^dhcp-box.*\n", "")
                        .replaceAll("(?m)^linux-box,\\S*", "dhcp-box"));
        Path settings = asking("dhcp-query-user@dhcp-box", knownHosts, "true");

        Finding bad = onlyBad(settings);

        assertThat(bad.subject()).isEqualTo("SSH login dhcp-query-user@dhcp-box:22");
        assertThat(bad.finding()).endsWith("Either the server got a new key, or another machine answers in its place");
        follow(bad);
        assertThat(bad(settings)).isEmpty();
    }

    @Test
    void wrongPrivateKey() {
        Path wrong = folder.resolve("wrong");
        run("ssh-keygen -q -t ed25519 -N '' -f " + wrong);
        Path settings = asking("user@linux-box?privateKeyFile=" + wrong, SSH.resolve("known_hosts"), "true");

        Finding bad = onlyBad(settings);

        assertThat(line(bad))
                .startsWith("SSH login user@linux-box:22: the SSH server linux-box:22 refuses to let in the user"
                        + " \"user\". Tried: ");
        assertThat(bad.remedy())
                .contains("Check that 'ssh -p 22 user@linux-box' logs in from here, with what stands in h.SSH ("
                        + settings + ":4)");
        rewrite(settings, wrong.toString(), SSH.resolve("id_ed25519").toString());
        assertThat(bad(settings)).isEmpty();
    }

    @Test
    void sshServerThatCannotBeReached() {
        Path settings = asking("user@linux-box:2", SSH.resolve("known_hosts"), "true");

        Finding bad = onlyBad(settings);

        assertThat(line(bad))
                .isEqualTo(
                        "SSH login user@linux-box:2: no connection to the SSH server linux-box:2: Connection refused");
        assertThat(bad.remedy()).get().asString().startsWith("Check that 'ssh -p 2 user@linux-box' logs in from here");
        rewrite(settings, "linux-box:2", "linux-box:22");
        assertThat(bad(settings)).isEmpty();
    }

    @Test
    void commandThatIsNotThere() {
        Path settings = asking("user@linux-box", SSH.resolve("known_hosts"), "gerp {0} /etc/passwd");

        Finding bad = onlyBad(settings);

        assertThat(line(bad))
                .startsWith(
                        "SSH command: the command \"gerp 02:00:00:00:00:00 /etc/passwd\" on user@linux-box:22 printed"
                                + " no address, but ended with status 127");
        assertThat(bad.remedy()).get().asString().startsWith("Try it there: ssh -p 22 user@linux-box. Install what it");
        rewrite(settings, "gerp", "grep");
        assertThat(bad(settings)).isEmpty();
    }

    @Test
    void leasesThatTheAccountMayNotRead() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path leases = Files.createFile(
                folder.resolve("leases"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Path settings = asking("user@linux-box", SSH.resolve("known_hosts"), "grep {0} " + leases + " | cut -f 3");

        Finding bad = onlyBad(settings);

        assertThat(bad.subject()).isEqualTo("SSH command");
        assertThat(bad.finding()).contains("Permission denied");
        assertThat(bad.remedy()).get().asString().contains("let the account read what it reads");
        run("chmod a+r " + leases);
        assertThat(bad(settings)).isEmpty();
    }

    @Test
    void deadDnsServer() throws IOException {
        Path settings = host(
                "libvirtBaseDomain = tiny-base",
                "ipLookupStrategy = DNS, DNS { hostname = \"{uuid}.lab.test\", server = \"127.0.0.1:5399\" }");

        Finding bad = onlyBad(settings);

        assertThat(bad.subject()).isEqualTo("DNS");
        assertThat(bad.finding()).startsWith("asked 127.0.0.1:5399 for 00000000-0000-0000-0000-000000000000.lab.test");
        assertThat(bad.remedy()).get().asString().startsWith("Check that the server runs, ");
        Process server = new ProcessBuilder(
                        "dnsmasq",
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--pid-file=",
                        "--user=root",
                        "--no-resolv",
                        "--no-hosts",
                        "--listen-address=127.0.0.1",
                        "--bind-interfaces",
                        "--port=5399",
                        "--local=/lab.test/")
                .inheritIO()
                .start();
        try {
            await().untilAsserted(() -> assertThat(bad(settings)).isEmpty());
        } finally {
            server.destroyForcibly().onExit().join();
        }
    }

    @Test
    void leftoverOfAKilledProcess() {
        Path settings = host("libvirtBaseDomain = tiny-base", STATIC);
        try (JavaProgram program = JavaProgram.start(null, HaltingProgram.class, settings.toString(), "h")) {
            while (!program.next().orElseThrow().equals("phase clone is done")) {
                program.goOn();
            }
        }
        String clone = Virsh.clonesOf("h").get(0);

        List<Finding> leftovers = examine(settings).stream()
                .filter(finding -> finding.subject().equals("leftovers"))
                .toList();

        assertThat(leftovers)
                .singleElement()
                .satisfies(leftover -> assertThat(leftover.verdict()).isEqualTo(Verdict.DOUBTFUL))
                .satisfies(leftover -> assertThat(leftover.finding())
                        .matches(Pattern.quote(clone) + " at qemu:///system: its process \\d+ on \\S+ has ended"))
                .satisfies(leftover -> assertThat(leftover.remedy()).contains("Remove it: cloudhost gc"));
        CommandLine cloudhost = new CommandLine(settings);
        String[] remedy = commands(leftovers.get(0)).split(" ", -1);
        assertThat(remedy[0]).isEqualTo("cloudhost");
        assertThat(cloudhost.run(Arrays.copyOfRange(remedy, 1, remedy.length)).status())
                .isZero();
        Command.Outcome doctor = cloudhost.run("doctor", "h");
        assertThat(doctor.output()).contains("good      leftovers: none at qemu:///system");
        assertThat(doctor.status()).isZero();
    }

    /** Writes the settings of a host, a line for each text. */
    private static Path host(String... lines) {
        return Lab.file("h {\n  " + String.join("\n  ", lines) + "\n}\n");
    }

    private static Path asking(String server, Path knownHosts, String command) {
        return host(
                "libvirtBaseDomain = tiny-base",
                "ipLookupStrategy = SSH",
                "SSH { url = \"ssh://" + server + "\", knownHosts = \"" + knownHosts + "\", command = \"" + command
                        + "\" }");
    }

    private static List<Finding> examine(Path settings) {
        return CloudHosts.builder().configFile(settings).build().examine("h", finding -> {});
    }

    private static List<Finding> bad(Path settings) {
        return examine(settings).stream()
                .filter(finding -> finding.verdict() == Verdict.BAD)
                .toList();
    }

    private static Finding onlyBad(Path settings) {
        List<Finding> bad = bad(settings);
        assertThat(bad).hasSize(1);
        return bad.get(0);
    }

    private static String line(Finding finding) {
        return finding.subject() + ": " + finding.finding();
    }

    /** What a remedy says to run comes at its end, after a colon. */
    private static String commands(Finding finding) {
        String remedy = finding.remedy().orElseThrow();
        return remedy.substring(remedy.lastIndexOf(": ") + 2);
    }

    private static void follow(Finding finding) {
        run(commands(finding));
    }

    private static void run(String commands) {
        Command.run(List.of("sh", "-e", "-c", commands)).orThrow();
    }

    /** Undoes what a test may have left. */
    private static void ensure(String... arguments) {
        List<String> command = new ArrayList<>(List.of("virsh", "-q", "-c", "qemu:///system"));
        command.addAll(List.of(arguments));
        Command.run(command);
    }

    private static void rewrite(Path settings, String wrong, String right) {
        try {
            Files.writeString(settings, Files.readString(settings).replace(wrong, right));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void restore(Path away, Path file) throws IOException {
        if (Files.exists(away)) {
            Files.move(away, file);
        }
    }
}
