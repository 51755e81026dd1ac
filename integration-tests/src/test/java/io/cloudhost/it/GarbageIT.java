package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sweep removes, and what it leaves alone. The guests are not waited for. */
class GarbageIT {

    private static final String NAMESPACE = "https://cloudhost.io/xmlns/libvirt/clone/1";

    private static final CommandLine CLOUDHOST = new CommandLine(Lab.file("""
            garbage { libvirtBaseDomain = tiny-base, expiry = 30, ipLookupStrategy = static, static { ip = "198.51.100.126" } }
            garbage_b = ${garbage} { static { ip = "198.51.100.125" } }
            garbage_c = ${garbage} { static { ip = "198.51.100.124" } }
            garbage_unbound = ${garbage} { autodestroy = false }
            garbage_lost = ${garbage} { ipLookupStrategy = DNS, DNS { hostname = "nobody-{uuid}.lab.test", timeout = 600 } }
            # The same hypervisor by another name.
            garbage_remote = ${garbage} { libvirtURL = "qemu+ssh://user@linux-box/system" }
            """));

    private final LabState before = LabState.now();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void removeAll() {
        processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        processes.forEach(process -> process.destroyForcibly().onExit().join());
        Virsh.clonesOf("garbage(_.*)?").forEach(name -> CLOUDHOST.run("down", name));
        before.assertStillSo();
    }

    @Test
    void whatAKilledProcessHasLeftIsRemovedAndEverythingElseIsAsBefore() throws IOException {
        Process process = hostInUse("garbage_unbound");
        String clone = onlyCloneOf("garbage_unbound");
        assertThat(gc("--dry-run")).containsExactly(line("kept", clone, "its process " + process.pid() + " runs"));

        kill(process);

        String reason = "its process " + process.pid() + " on " + machine() + " has ended";
        assertThat(gc("--dry-run")).containsExactly(line("would remove", clone, reason));
        assertThat(Virsh.domains()).containsEntry(clone, "running");
        assertThat(gc()).containsExactly(line("removed", clone, reason));
        before.assertStillSo();
        assertThat(gc()).containsExactly("no hosts");
    }

    @Test
    void whatAKilledProcessHasLeftIsGoneBeforeAnotherSetsAHostUp() throws IOException {
        Process process = hostInUse("garbage");
        String clone = onlyCloneOf("garbage");
        kill(process);
        assertThat(Virsh.domains()).containsKey(clone);

        Command.Outcome other =
                CLOUDHOST.run("run", "garbage_b", "--", "virsh", "-c", "qemu:///system", "list", "--all", "--name");

        assertThat(other.output()).contains("garbage_b-").doesNotContain(clone);
        before.assertStillSo();
    }

    @Test
    void whatWasToStayIsRemovedWhereItsSetupWasKilled() throws IOException {
        Process process = start("up", "garbage_lost");
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(Virsh.clonesOf("garbage_lost"))
                        .singleElement()
                        .satisfies(clone -> assertThat(Virsh.domains()).containsEntry(clone, "running")));
        String clone = onlyCloneOf("garbage_lost");

        kill(process);

        assertThat(Virsh.domains()).containsEntry(clone, "running");
        assertThat(gc())
                .containsExactly(
                        line("removed", clone, "its process " + process.pid() + " on " + machine() + " has ended"));
    }

    @Test
    void aRemovalThatWasBegunIsFinished() {
        String clone = up("garbage");
        assertThat(gc()).containsExactly(line("kept", clone, "it was left to stay"));
        edit(clone, record(clone).replace(" label=", " ending=\"true\" label="));

        assertThat(gc()).containsExactly(line("removed", clone, "its removal was begun"));
    }

    @Test
    void onlyWhatIsExpiredAndNotRenewedIsRemovedOfWhatAnotherMachineHasMade() throws Exception {
        String expired = up("garbage");
        String ahead = up("garbage_b");
        String behind = up("garbage_c");
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        edit(expired, ofAnotherMachine(expired, past));
        edit(ahead, ofAnotherMachine(ahead, Instant.parse("2999-01-01T00:00:00Z")));
        ScheduledExecutorService owner = Executors.newSingleThreadScheduledExecutor();
        try {
            Instant start = Instant.now();
            // Its clock is years late, and it lives.
            Future<?> renewal = owner.scheduleWithFixedDelay(
                    () -> edit(behind, ofAnotherMachine(behind, past.plus(Duration.between(start, Instant.now())))),
                    0,
                    300,
                    TimeUnit.MILLISECONDS);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(record(behind)).contains("2020-01-01"));

            assertThat(gc())
                    .containsExactlyInAnyOrder(
                            "2 hosts have expired, whose owners may still renew them: watching for 2 s",
                            line(
                                    "kept",
                                    ahead,
                                    "its owner on ci-7 vouched for it until 2999-01-01T00:00:00Z, which has not passed"),
                            line("kept", behind, "its owner on ci-7 has renewed it"),
                            line(
                                    "removed",
                                    expired,
                                    "its owner on ci-7 vouched for it until 2020-01-01T00:00:00Z, and has not renewed"
                                            + " that in the 3 s that it was watched"));
            // It would have ended with its first failure.
            assertThat(renewal.isDone()).isFalse();
        } finally {
            owner.shutdown();
            assertThat(owner.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Virsh.domains()).containsEntry(behind, "running").containsEntry(ahead, "running");
    }

    /** Nobody outside can see its processes, so it is no other than another machine, but for the clock. */
    @Test
    void whatAContainerHasMadeIsKeptForAsLongAsItVouchesForThat() throws IOException {
        // Failsafe sets JAVA_HOME to what enters the lab, and there is no way into the lab from the container.
        String java = "JAVA_HOME=" + System.getProperty("java.home");
        List<String> command =
                new ArrayList<>(List.of("env", java, "unshare", "--pid", "--fork", "--kill-child", "--mount-proc"));
        command.addAll(CLOUDHOST.command("run", "garbage_unbound", "--", "sh", "-c", "echo running; exec sleep 600"));
        Process container = start(command);
        assertThat(container.inputReader().readLine()).isEqualTo("running");
        String clone = onlyCloneOf("garbage_unbound");
        Instant first = expiryOf(clone);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(expiryOf(clone)).isAfter(first.plusSeconds(3)));
        assertThat(gc())
                .singleElement()
                .asString()
                .startsWith(
                        "kept " + clone + " at qemu:///system: its owner on " + machine() + " vouched for it until ")
                .endsWith(", which has not passed");

        kill(container);

        Instant last = expiryOf(clone);
        await().atMost(Duration.ofSeconds(60)).until(() -> Instant.now().isAfter(last));
        assertThat(Virsh.domains()).containsEntry(clone, "running");
        assertThat(gc())
                .last()
                .asString()
                .startsWith(
                        "removed " + clone + " at qemu:///system: its owner on " + machine() + " vouched for it until ")
                .endsWith(", and has not renewed that in the 3 s that it was watched");
    }

    @Test
    void whatIsNotOursIsLeftAlone() throws IOException {
        Process process = hostInUse("garbage");
        String clone = onlyCloneOf("garbage");
        String copy = "garbage-0badcafe";
        String foreign = "garbage-0badf00d";
        List<String> volumes = List.of(clone + "-extra.qcow2", copy + "-vda.qcow2");
        String xml = Virsh.run("dumpxml", "--inactive", clone);
        define(xml.replace(clone, copy).replaceFirst("<uuid>[^<]*", "<uuid>" + UUID.randomUUID()));
        define("<domain type='qemu'><name>" + foreign
                + "</name><memory>1024</memory><os><type>hvm</type></os></domain>");
        try {
            volumes.forEach(volume -> Virsh.run("vol-create-as", "default", volume, "1M"));
            kill(process);

            assertThat(gc())
                    .containsExactly(
                            line("removed", clone, "its process " + process.pid() + " on " + machine() + " has ended"));

            assertThat(Virsh.domains()).containsKeys(copy, foreign).doesNotContainKey(clone);
            assertThat(Virsh.volumes())
                    .anyMatch(line -> line.startsWith(volumes.get(0)))
                    .anyMatch(line -> line.startsWith(volumes.get(1)));
        } finally {
            List.of(copy, foreign).forEach(domain -> Virsh.run("undefine", domain));
            volumes.forEach(volume -> Virsh.run("vol-delete", "--pool", "default", volume));
        }
    }

    /** Returns what is printed, on both streams. */
    private static List<String> gc(String... options) {
        List<String> arguments = new ArrayList<>(List.of("gc"));
        arguments.addAll(List.of(options));
        Command.Outcome outcome = CLOUDHOST.run(arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return outcome.output().lines().toList();
    }

    private static String line(String outcome, String clone, String reason) {
        return outcome + " " + clone + " at qemu:///system: " + reason;
    }

    private static String up(String label) {
        assertThat(CLOUDHOST.run("up", label).status()).isZero();
        return onlyCloneOf(label);
    }

    private Process hostInUse(String label) throws IOException {
        Process process = start("run", label, "--", "sh", "-c", "echo running; exec sleep 600");
        assertThat(process.inputReader().readLine()).isEqualTo("running");
        return process;
    }

    private Process start(String... arguments) throws IOException {
        return start(CLOUDHOST.command(arguments));
    }

    private Process start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    /** With SIGKILL, so that nothing in the process can notice; then what it ran is an orphan, which is ended too. */
    private static void kill(Process process) {
        List<ProcessHandle> children = process.children().toList();
        process.destroyForcibly().onExit().join();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
    }

    private static String record(String clone) {
        return Virsh.run("metadata", clone, NAMESPACE);
    }

    private static Instant expiryOf(String clone) {
        Matcher expiry = Pattern.compile(" expiry=\"([^\"]*)\"").matcher(record(clone));
        assertThat(expiry.find()).isTrue();
        return Instant.parse(expiry.group(1));
    }

    private static void edit(String clone, String record) {
        Virsh.run("metadata", clone, NAMESPACE, "--key", "cloudhost", "--set", record, "--live", "--config");
    }

    private static String ofAnotherMachine(String clone, Instant expiry) {
        return record(clone)
                .replaceAll(" (expiry|renewal)=\"[^\"]*\"", "")
                .replace("lifetime=\"detached\"", "lifetime=\"session\"")
                .replaceFirst(" label=", " expiry=\"" + expiry + "\" renewal=\"PT1S\" label=")
                .replaceFirst("boot=\"[^\"]*\"", "boot=\"" + new UUID(0, 7) + "\"")
                .replaceFirst("machine=\"[^\"]*\"", "machine=\"ci-7\"");
    }

    private static void define(String xml) throws IOException {
        Path file = Files.writeString(Files.createTempFile("garbage", ".xml"), xml);
        Virsh.run("define", file.toString());
        Files.delete(file);
    }

    private static String machine() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }

    private static String onlyCloneOf(String label) {
        List<String> clones = Virsh.clonesOf(label);
        assertThat(clones).hasSize(1);
        return clones.get(0);
    }
}
