package io.cloudhost.provider.libvirt;

import static io.cloudhost.provider.libvirt.LibvirtCloudHostTest.assertNothingIsLeft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Console;
import io.cloudhost.core.Console.Following;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.spi.EvidenceCollector;
import io.cloudhost.core.spi.EvidenceItem;
import io.cloudhost.core.spi.EvidenceSource;
import io.cloudhost.core.spi.FailureEvidence;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.ReadinessWait;
import io.cloudhost.provider.libvirt.LibvirtCloudHostTest.Context;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConsoleReading;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConsoleReceiver;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainReport;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainState;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.StartOption;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a clone is started, with its console, and what is known of that afterwards. */
@LibvirtInstalled
@Timeout(60)
class StartCloneTest {

    private static final String NAME = "nat_host-[0-9a-f]{8}";

    private final EvidenceContext context = new EvidenceContext();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private TestDriver driver;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
    }

    @AfterEach
    void disconnect() {
        assertNothingIsLeft(driver);
        driver.close();
    }

    @Test
    void opensTheConsoleBeforeTheCloneRuns() {
        try (CloudHost host = host(Talking::new)) {
            host.setup();

            assertThat(calls).containsExactly("start [UNTIL_DISCONNECTED, PAUSED]", "readConsole", "resume");
        }
        assertThat(calls).endsWith("close");
    }

    @Test
    void leavesTheConsoleToOthersWhereItIsNotToBeRecorded() {
        try (CloudHost host = host(Talking::new, "consoleRecording", "false")) {
            host.setup();

            assertThat(calls).containsExactly("start [UNTIL_DISCONNECTED]");
            assertThat(host.capability(Console.class)).isEmpty();
            assertThat(evidence("console.log")).isEqualTo("consoleRecording is false");
        }
    }

    @Test
    void recordsWhatTheCloneWrites() throws Exception {
        List<String> pieces = new CopyOnWriteArrayList<>();
        CloudHost host = host(Talking::new);
        Console console = host.capability(Console.class).orElseThrow();
        Following following = console.follow(pieces::add);
        host.setup();

        assertThat(console.text()).isEqualTo("Linux version 6\n");
        assertThat(evidence("console.log")).isEqualTo("Linux version 6\n");
        assertThat(context.source.lastConsoleLines(3)).containsExactly("Linux version 6");
        assertThat(following.end().toCompletableFuture()).isNotDone();

        host.teardown();

        following.end().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(pieces).containsExactly("Linux version 6\n");
        assertThat(console.text()).isEqualTo("Linux version 6\n");
    }

    @Test
    void theConsoleOfAHostWhoseSetupFailsBeforeItsStartEnds() throws Exception {
        CloudHost host = host(Talking::new, "libvirtBaseDomain", "no-base");
        Following following = host.capability(Console.class).orElseThrow().follow(piece -> {});

        assertThatThrownBy(host::setup).isInstanceOf(ConfigurationException.class);

        following.end().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theConsoleOfAHostThatIsTornDownBeforeItsSetupEnds() throws Exception {
        CloudHost host = host(Talking::new);
        Following following = host.capability(Console.class).orElseThrow().follow(piece -> {});

        host.teardown();

        following.end().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Libvirt's driver for tests has no consoles. */
    @Test
    void goesOnWithoutAConsoleThatCannotBeReadAndSaysWhy() {
        try (CloudHost host = host(HypervisorView::new)) {
            host.setup();

            assertThat(evidence("console.log"))
                    .matches(
                            "the console is not recorded: cannot open the console of the domain [0-9a-f-]{36}: this function"
                                    + " is not supported by the connection driver: virDomainOpenConsole");
            assertThat(context.source.lastConsoleLines(3)).isEmpty();
        }
    }

    @Test
    void refusesToWaitForTheConsoleWhereNoneIsRecordedOrNoneCouldBe() {
        context.wait = wantsTheConsole();

        assertThatThrownBy(host(Talking::new, "consoleRecording", "false")::setup)
                .hasMessage("nat_host: setup failed in phase 'plan': the log is needed, but consoleRecording is false");
        assertThatThrownBy(host(Talking::new)::setup)
                .hasMessage(
                        "nat_host: setup failed in phase 'plan': the log is needed, but the base domain has no serial port"
                                + " or console of type pty");
        assertThat(calls).isEmpty();
    }

    @Test
    void failsWhereTheCloneStaysPausedAndSaysWhy() {
        CloudHost host = host(
                hypervisor -> new HypervisorView(hypervisor) {
                    @Override
                    public Optional<DomainState> state(UUID uuid) {
                        return super.state(uuid)
                                .map(state -> state == DomainState.RUNNING ? DomainState.PAUSED : state);
                    }

                    @Override
                    public Optional<DomainReport> report(UUID uuid) {
                        return Optional.of(new DomainReport(DomainState.PAUSED, "I/O error", "", List.of()));
                    }
                },
                "libvirtStartTimeout",
                "1");

        assertThatThrownBy(host::setup)
                .isInstanceOf(HostSetupException.class)
                .hasMessageMatching("nat_host: setup failed in phase 'start': the clone '" + NAME
                        + "' does not run within 1\\.0 s \\(libvirtStartTimeout\\): it is paused \\(I/O error\\)");
    }

    @Test
    void failsAtOnceWhereTheCloneEndsAtOnce() {
        CloudHost host = host(hypervisor -> new HypervisorView(hypervisor) {
            @Override
            public void resume(UUID uuid) {
                super.destroy(uuid);
            }

            @Override
            public ConsoleReading readConsole(UUID uuid, ConsoleReceiver receiver) {
                return () -> {};
            }
        });

        assertThatThrownBy(host::setup)
                .hasMessageMatching("nat_host: setup failed in phase 'start': the clone '" + NAME
                        + "' is shut off when it had just been started");
    }

    @Test
    void failsWhereTheCloneHasEndedWhenItIsReadyAndSaysSo() {
        context.wait = waiting(() -> driver.hypervisor()
                .destroy(driver.hypervisor().runningDomains().get(0).uuid()));

        assertThatThrownBy(host(HypervisorView::new)::setup)
                .hasMessageMatching("nat_host: setup failed in phase 'ready': the clone '" + NAME
                        + "' is shut off when it had just become ready");
    }

    @Test
    void endsACloneThatComesToLifeAfterItsStartWasGivenUp() {
        CountDownLatch destroyed = new CountDownLatch(1);
        CloudHost host = host(
                hypervisor -> new HypervisorView(hypervisor) {
                    @Override
                    public void start(UUID uuid, StartOption... options) {
                        awaitStubbornly(destroyed);
                        super.start(uuid, options);
                        calls.add("started late");
                    }

                    @Override
                    public void destroy(UUID uuid) {
                        super.destroy(uuid);
                        destroyed.countDown();
                    }
                },
                "libvirtStartTimeout",
                "1");

        assertThatThrownBy(host::setup)
                .hasMessageMatching("nat_host: setup failed in phase 'start': the clone '" + NAME
                        + "' does not run within 1\\.0 s \\(libvirtStartTimeout\\): libvirt has not come to an end with"
                        + " starting it")
                .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
        assertThat(calls).containsExactly("started late");
    }

    /** As where other hosts are being started, and none has come to an end. */
    @Test
    void doesNotStartACloneThatIsGivenUpWhileItWaitsForItsTurn() {
        CountDownLatch never = new CountDownLatch(1);
        CloudHost host = host(
                hypervisor -> new HypervisorView(hypervisor) {
                    @Override
                    public void start(UUID uuid, StartOption... options) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            calls.add("gave up");
                            throw new HypervisorException("interrupted while others asked libvirt", e);
                        }
                    }
                },
                "libvirtStartTimeout",
                "1");

        assertThatThrownBy(host::setup)
                .hasMessageContaining("(libvirtStartTimeout): libvirt has not come to an end with starting it")
                .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
        assertThat(calls).containsExactly("gave up");
    }

    @Test
    void notesWhatHappensToTheClone() {
        try (CloudHost host = host(HypervisorView::new)) {
            host.setup();
            driver.hypervisor()
                    .destroy(driver.hypervisor().runningDomains().get(0).uuid());

            await().untilAsserted(() ->
                    assertThat(context.notes).containsExactly("the clone was started", "the clone was destroyed"));
        }
    }

    @Test
    void offersWhatThereIsAtEachStageAsEvidence() {
        CloudHost host = host(HypervisorView::new);
        assertThat(context.source.items()).isEmpty();

        host.setup();

        assertThat(context.source.items())
                .extracting(EvidenceItem::file)
                .containsExactly(
                        "console.log",
                        "screenshot.png",
                        "state.txt",
                        "address.txt",
                        "hypervisor.log",
                        "clone.xml",
                        "plan.txt",
                        "base.xml");
        assertThat(evidence("state.txt"))
                .startsWith("state: running (booted)\n")
                .contains("disk: vda, ");
        assertThat(evidence("address.txt"))
                .startsWith("The MAC address is 52:54:00:")
                .contains("Found: 198.51.100.7 by fake.\nWhat libvirt says now:\n  lease  ");
        assertThat(evidence("clone.xml")).contains("<name>nat_host-");
        assertThat(evidence("base.xml")).contains("<name>tiny-base</name>");
        assertThat(evidence("plan.txt"))
                .containsPattern(NAME + " from tiny-base\n")
                .contains("rewritten  name: ");
        host.teardown();
    }

    private CloudHost host(Function<Hypervisor, Hypervisor> view, String... settings) {
        Map<String, String> values = settings.length == 0
                ? Map.of("networkDeviceId", "br0")
                : Map.of("networkDeviceId", "br0", settings[0], settings[1]);
        return LibvirtCloudHostTest.host(
                values, context, url -> view.apply(driver.connector().connect(url)));
    }

    /** Returns a file of evidence, or why there is none. */
    private String evidence(String file) {
        EvidenceItem item = context.source.items().stream()
                .filter(each -> each.file().equals(file))
                .findFirst()
                .orElseThrow();
        try {
            return new String(item.content().read(), StandardCharsets.UTF_8);
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static ReadinessWait wantsTheConsole() {
        return new ReadinessWait() {
            @Override
            public void refuseConsole(String reason) {
                throw new CloudHostException("the log is needed, but " + reason);
            }

            @Override
            public String await(
                    GuestEndpoint endpoint, Optional<Console> console, Optional<GuestShell> shell, HostWatch watch) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {}
        };
    }

    private static ReadinessWait waiting(Runnable meanwhile) {
        return new ReadinessWait() {
            @Override
            public void refuseConsole(String reason) {}

            @Override
            public String await(
                    GuestEndpoint endpoint, Optional<Console> console, Optional<GuestShell> shell, HostWatch watch) {
                meanwhile.run();
                return "";
            }

            @Override
            public void close() {}
        };
    }

    /** Waits like a native call, which cannot be interrupted. */
    private static void awaitStubbornly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // It is not heard.
            }
        }
    }

    /** A hypervisor whose domains have consoles, and write to them as soon as they run. */
    private final class Talking extends HypervisorView {

        private final List<ConsoleReceiver> receivers = new ArrayList<>();

        Talking(Hypervisor hypervisor) {
            super(hypervisor);
        }

        @Override
        public void start(UUID uuid, StartOption... options) {
            calls.add("start " + Arrays.toString(options));
            super.start(uuid, options);
        }

        @Override
        public ConsoleReading readConsole(UUID uuid, ConsoleReceiver receiver) {
            calls.add("readConsole");
            receivers.add(receiver);
            return () -> calls.add("close");
        }

        @Override
        public void resume(UUID uuid) {
            calls.add("resume");
            super.resume(uuid);
            receivers.forEach(receiver -> receiver.received("Linux version 6\n".getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Keeps what a provider offers and notes. */
    private static final class EvidenceContext extends Context {

        private final List<String> notes = new CopyOnWriteArrayList<>();
        private EvidenceSource source = EvidenceSource.NONE;
        private ReadinessWait wait = ReadinessWait.NONE;

        @Override
        public ReadinessWait readinessWait() {
            return wait;
        }

        @Override
        public EvidenceCollector evidence(EvidenceSource offered) {
            source = offered;
            return new EvidenceCollector() {
                @Override
                public Path collect(String occasion) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public FailureEvidence atFailure(SetupPhase phase, Throwable failure) {
                    return FailureEvidence.NONE;
                }

                @Override
                public void note(String event) {
                    notes.add(event);
                }
            };
        }
    }
}
