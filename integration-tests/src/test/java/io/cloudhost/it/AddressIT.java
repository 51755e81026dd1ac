package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.LookupEvidence;
import io.cloudhost.core.SetupPhase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses that come late, change, are somebody else's, or never come. */
@Timeout(300)
class AddressIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path DHCP_BOX_PROCESS = Path.of("/run/dhcp-box.pid");
    private static final Path DHCP_BOX_SETTINGS = Path.of("/etc/dhcp-box.conf");

    private static final List<VariedBase> BASES = new ArrayList<>();

    private LabState before;

    @BeforeAll
    static void varyBases() {
        BASES.add(VariedBase.of("tiny-base", "late-base", "cloudhost.dhcp-delay=20"));
        BASES.add(VariedBase.of("tiny-base", "never-base", "cloudhost.dhcp-delay=1000"));
        BASES.add(VariedBase.of("tiny-base", "twice-base", "cloudhost.dhcp=twice"));
        BASES.add(VariedBase.of("agent-base", "same-base", "cloudhost.client-id=00c0ffee01"));
    }

    @AfterAll
    static void removeThem() {
        BASES.forEach(VariedBase::close);
    }

    @BeforeEach
    void look() {
        before = LabState.now();
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertStillSo();
    }

    @Test
    void nextStrategyFindsWhatTheFirstCannot() {
        try (CloudHost host = Lab.hosts("""
                chain {
                  libvirtBaseDomain = my_base_domain, networkDeviceId = br0
                  ipLookupStrategy = [hypervisor, SSH, DNS]
                  hypervisor.sources = [lease, agent]
                  SSH { url = "ssh://no-such-user@dhcp-box", command = "true" }
                  DNS { hostname = "{uuid}.bridge.test", server = "203.0.113.1", timeout = 90 }
                }
                """).get("chain")) {
            host.setup();

            assertThat(host.getHostName()).startsWith("203.0.113.");
        }
    }

    @Test
    void addressThatComesLateIsWaitedFor() {
        try (CloudHost host = Lab.hosts("late { libvirtBaseDomain = late-base, hypervisor.timeout = 90 }")
                .get("late")) {
            host.setup();

            assertThat(Guest.of(host).run("cut -d . -f 1 /proc/uptime"))
                    .matches(uptime -> Integer.parseInt(uptime) >= 20);
        }
    }

    /** The guest gives up its first address at once, as one does whose firmware has asked for that. */
    @Test
    void leaseThatChangesDuringTheSetupIsNotBelieved() {
        try (CloudHost host = Lab.hosts("twice { libvirtBaseDomain = twice-base, addressStability = 3 }")
                .get("twice")) {
            host.setup();

            assertThat(leasesOf(Virsh.clonesOf("twice").get(0))).hasSize(2).contains(host.getHostName());
            assertThat(Guest.of(host).run("ip -o -4 address")).contains(" " + host.getHostName() + "/");
        }
    }

    @Test
    void newestOfSeveralLeasesIsTheAddress() {
        try (CloudHost host = hosts(
                        "twice { libvirtBaseDomain = twice-base }",
                        atAddress(() -> await().atMost(LIMIT)
                                .until(() -> leasesOf(Virsh.clonesOf("twice").get(0)), leases -> leases.size() == 2)))
                .get("twice")) {
            host.setup();

            assertThat(Guest.of(host).run("ip -o -4 address")).contains(" " + host.getHostName() + "/");
        }
    }

    @Test
    void guestsThatCallThemselvesTheSameAreNotMistakenForEachOther() {
        try (CloudHost first = Lab.hosts(sameClientId("first")).get("first");
                CloudHost second = Lab.hosts(sameClientId("second")).get("second")) {
            first.setup();

            assertThatExceptionOfType(HostSetupException.class)
                    .isThrownBy(second::setup)
                    .satisfies(e -> assertThat(Explanation.of(e))
                            .matches("second: setup failed in phase 'address': the address " + first.getHostName()
                                    + " was found by hypervisor for 'second-[0-9a-f]{8}' with MAC [0-9a-f:]{17}, and the running clone '"
                                    + Virsh.clonesOf("first").get(0) + "' with MAC "
                                    + Guest.of(first).mac()
                                    + " \\(label first, made by process "
                                    + ProcessHandle.current().pid() + " of .*\\) has the"
                                    + " same\\. The usual cause is .*/etc/machine-id.*"));
        }
    }

    @Test
    void dhcpServerThatIsDownMayComeBack() throws Exception {
        try (CloudHost host = Lab.hosts("""
                without_server {
                  libvirtBaseDomain = my_base_domain, networkDeviceId = br0
                  ipLookupStrategy = SSH
                  SSH { %s, timeout = 120, command = "grep {0} /var/lib/dnsmasq/dnsmasq.leases | cut -d ' ' -f 3" }
                }
                """.formatted(Lab.DHCP_BOX)).get("without_server")) {
            setUpWithoutDhcpBoxAtFirst(host, "without_server");

            assertThat(host.getHostName()).startsWith("203.0.113.");
        }
    }

    /** The same server answers for names. */
    @Test
    void nameServerThatIsDownMayComeBack() throws Exception {
        try (CloudHost host = Lab.hosts("""
                without_names {
                  libvirtBaseDomain = my_base_domain, networkDeviceId = br0
                  ipLookupStrategy = DNS
                  DNS { hostname = "{uuid}.bridge.test", server = "203.0.113.1", timeout = 120 }
                }
                """).get("without_names")) {
            setUpWithoutDhcpBoxAtFirst(host, "without_names");

            assertThat(Guest.of(host).run("uname -s")).isEqualTo("Linux");
        }
    }

    @ParameterizedTest
    @CsvSource({"virsh destroy, was destroyed", "virsh shutdown, has shut down", "kill, failed: QEMU ended unexpectedly"
    })
    void guestThatEndsIsNotWaitedFor(String way, String what) throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        try (CloudHost host = hosts("""
                        never {
                          libvirtBaseDomain = never-base
                          ipLookupStrategy = [hypervisor, SSH]
                          hypervisor.timeout = 200
                          SSH { %s, timeout = 200, %s }
                        }
                        """.formatted(Lab.LINUX_BOX, Lab.NAT_LEASES), atAddress(looking::countDown))
                .get("never")) {
            FutureTask<HostSetupException> setup = failureOf(host);
            looking.await();
            String clone = Virsh.clonesOf("never").get(0);

            switch (way) {
                case "virsh destroy" -> Virsh.run("destroy", clone);
                case "virsh shutdown" -> shutDown(clone);
                default ->
                    Command.run(List.of("pkill", "-KILL", "-f", "guest=" + clone))
                            .orThrow();
            }

            HostSetupException failure = setup.get(60, TimeUnit.SECONDS);
            assertThat(Explanation.of(failure))
                    .matches("never: setup failed in phase 'address': no address found for " + clone
                            + " with MAC [0-9a-f:]{17}: it (" + what + "|is shut off)\\. .*");
            assertThat(failure.addressEvidence())
                    .extracting(LookupEvidence::strategy)
                    .containsExactlyInAnyOrder("hypervisor", "SSH");
            assertThat(failure.addressEvidence()).allSatisfy(evidence -> {
                assertThat(evidence.question()).contains(evidence.strategy().equals("SSH") ? "grep" : "lease");
                assertThat(evidence.looks()).isPositive();
            });
            assertThat(Virsh.clonesOf("never")).isEmpty();
        }
    }

    /** The interval between two polls is at most a second. */
    @Test
    void setupFailsWithinTwoPollIntervalsOfTheGuestsEnd() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        AtomicLong failed = new AtomicLong();
        CloudHostListener listener = new CloudHostListener() {
            @Override
            public void phaseStarted(String label, SetupPhase phase) {
                if (phase == SetupPhase.ADDRESS) {
                    looking.countDown();
                }
            }

            @Override
            public void phaseFailed(String label, SetupPhase phase, Throwable failure, Duration took) {
                failed.set(System.nanoTime());
            }
        };
        try (CloudHost host =
                hosts("never { libvirtBaseDomain = never-base }", listener).get("never")) {
            FutureTask<HostSetupException> setup = failureOf(host);
            looking.await();

            // Comes back when libvirt knows that the guest is gone.
            Virsh.run("destroy", Virsh.clonesOf("never").get(0));
            long ended = System.nanoTime();

            setup.get(60, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(failed.get() - ended)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void staticAddressBelongsToOneCloneWhoeverMadeIt() {
        Path settings = Lab.file("""
                fixed {
                  libvirtBaseDomain = static-base, networkDeviceId = br0
                  ipLookupStrategy = static
                  static.ip = "203.0.113.10"
                }
                """);
        CloudHosts hosts = CloudHosts.builder().configFile(settings).build();
        CommandLine other = new CommandLine(settings);
        other.run("up", "fixed").orThrow();
        String clone = Virsh.clonesOf("fixed").get(0);
        try (CloudHost refused = hosts.get("fixed")) {
            assertThatExceptionOfType(HostSetupException.class)
                    .isThrownBy(refused::setup)
                    .satisfies(e -> assertThat(Explanation.of(e))
                            .matches(
                                    "fixed: setup failed in phase 'plan': the address 203\\.0\\.113\\.10 is the same for every"
                                            + " clone, and the running clone '" + clone
                                            + "' with MAC [0-9a-f:]{17} \\(label fixed, made by"
                                            + " process \\d+ of .* at .*Z\\) has it\\. Only one of them can live at a time: tear that one down"
                                            + " first, e\\.g\\. with: cloudhost down " + clone));
            assertThat(Virsh.clonesOf("fixed")).containsExactly(clone);
        } finally {
            other.run("down", clone).orThrow();
        }
        try (CloudHost host = hosts.get("fixed")) {
            host.setup();

            assertThat(Guest.of(host).run("uname -s")).isEqualTo("Linux");
        }
    }

    @Test
    void clonesOfOneBaseHaveNamesOfTheirOwn() {
        CloudHosts hosts = Lab.hosts("""
                named_host {
                  libvirtBaseDomain = tiny-base
                  guestHostname = true
                  ipLookupStrategy = DNS
                  DNS { hostname = "{name}.lab.test", server = "198.51.100.1", timeout = 120 }
                }
                """);
        List<CloudHost> clones = List.of(hosts.get("named_host"), hosts.get("named_host"));
        try {
            Lab.setUpAtOnce(clones);

            assertThat(clones).extracting(CloudHost::getHostName).doesNotHaveDuplicates();
            assertThat(clones.stream().map(clone -> Guest.of(clone).run("hostname")))
                    .containsExactlyInAnyOrderElementsOf(Virsh.clonesOf("named_host").stream()
                            .map(name -> name.replace('_', '-'))
                            .toList());
        } finally {
            clones.forEach(CloudHost::close);
        }
    }

    private static String sameClientId(String label) {
        return label + " { libvirtBaseDomain = same-base, hypervisor { sources = [agent], timeout = 90 } }";
    }

    private static CloudHosts hosts(String settings, CloudHostListener listener) {
        return CloudHosts.builder()
                .configFile(Lab.file(settings))
                .listener(listener)
                .build();
    }

    /** Does something when the clone runs, before anybody looks for its address. */
    private static CloudHostListener atAddress(Runnable action) {
        return new CloudHostListener() {
            @Override
            public void phaseStarted(String label, SetupPhase phase) {
                if (phase == SetupPhase.ADDRESS) {
                    action.run();
                }
            }
        };
    }

    /** Lists the IPv4 addresses that libvirt's DHCP servers have given to a domain. */
    private static List<String> leasesOf(String domain) {
        return Pattern.compile("ipv4\\s+([0-9.]+)/")
                .matcher(Virsh.run("domifaddr", domain))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The power button is of no use until the guest listens to it. */
    private static void shutDown(String domain) {
        await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> {
            // One look: the setup that is to fail removes the domain as soon as it has ended.
            boolean runs = "running".equals(Virsh.domains().get(domain));
            if (runs) {
                Command.run(List.of("virsh", "shutdown", domain));
            }
            return !runs;
        });
    }

    private static FutureTask<HostSetupException> failureOf(CloudHost host) {
        FutureTask<HostSetupException> setup =
                new FutureTask<>(() -> catchThrowableOfType(HostSetupException.class, host::setup));
        new Thread(setup).start();
        return setup;
    }

    private static void setUpWithoutDhcpBoxAtFirst(CloudHost host, String label) throws Exception {
        stopDhcpBox();
        FutureTask<Boolean> setup = new FutureTask<>(host::setup, true);
        try {
            new Thread(setup).start();
            // Its other interfaces have their addresses by then, so it has been asking in vain.
            await().atMost(LIMIT)
                    .until(() -> Virsh.clonesOf(label).stream()
                            .anyMatch(clone -> leasesOf(clone).size() == 2));
            assertThat(setup).isNotDone();
        } finally {
            startDhcpBox();
        }
        setup.get(2, TimeUnit.MINUTES);
    }

    private static void stopDhcpBox() throws Exception {
        String process = Files.readString(DHCP_BOX_PROCESS).strip();
        Command.run(List.of("kill", process)).orThrow();
        await().atMost(LIMIT).until(() -> !Files.exists(Path.of("/proc", process)));
    }

    private static void startDhcpBox() {
        Command.run(List.of("dnsmasq", "--conf-file=" + DHCP_BOX_SETTINGS)).orThrow();
    }
}
