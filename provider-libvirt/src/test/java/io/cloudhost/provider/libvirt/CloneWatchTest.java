package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainState;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LibvirtInstalled
class CloneWatchTest {

    private TestDriver driver;

    @BeforeEach
    void connect(@TempDir Path folder) {
        driver = new TestDriver(folder);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void looksWhereTheHypervisorTellsOfNoEvents() {
        HypervisorView silent = new HypervisorView(driver.hypervisor()) {
            @Override
            public DomainWatch watch(UUID uuid, Consumer<String> whenEnded) {
                throw new HypervisorException("cannot watch the domain " + uuid + ": no events here", null);
            }
        };
        driver.hypervisor().start(TestDriver.BASE);
        try (CloneWatch watch = new CloneWatch(silent, TestDriver.BASE, Optional.empty(), WaitableClock.system())) {
            assertThat(watch.look()).isEmpty();

            driver.hypervisor().destroy(TestDriver.BASE);

            assertThat(watch.look()).contains("is shut off");
            assertThat(watch.end().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void asksNothingAsLongAsNoEndIsHeardOf() {
        HypervisorView deaf = new HypervisorView(driver.hypervisor()) {
            @Override
            public DomainWatch watch(UUID uuid, Consumer<String> whenEnded) {
                return () -> {};
            }

            @Override
            public Optional<DomainState> state(UUID uuid) {
                throw new AssertionError("asked");
            }
        };
        try (CloneWatch watch = new CloneWatch(deaf, TestDriver.BASE, Optional.empty(), new ManualClock())) {
            assertThat(watch.findEnd()).isEmpty();
        }
    }

    @Test
    void tellsWhatEndedTheCloneAndWhenAndWhenTheConnectionWasLost() {
        Instant lost = Instant.parse("2026-01-01T00:00:01Z");
        EventfulView eventful = new EventfulView(Optional.of(lost));
        ManualClock clock = new ManualClock();
        Optional<ConnectionUrl> url = Optional.of(new ConnectionUrl("test:///it"));
        try (CloneWatch watch = new CloneWatch(eventful, TestDriver.BASE, url, clock)) {
            clock.advance(Duration.ofSeconds(2));
            eventful.whenEnded.accept("was destroyed");
            clock.advance(Duration.ofSeconds(3));

            assertThat(watch.findEnd())
                    .contains(new CloneWatch.End(
                            "was destroyed: the connection to libvirt at test:///it was lost at 2026-01-01T00:00:01Z, and"
                                    + " libvirt ends a clone with the connection that started it, also when libvirtd is"
                                    + " stopped or restarted, unless autodestroy is false",
                            Instant.parse("2026-01-01T00:00:02Z")));
        }
    }

    @Test
    void findsAnEndThatNobodyToldOfAfterTheConnectionWasLost() {
        EventfulView eventful = new EventfulView(Optional.of(Instant.parse("2026-01-01T00:00:00Z")));
        try (CloneWatch watch = new CloneWatch(eventful, TestDriver.BASE, Optional.empty(), new ManualClock())) {
            assertThat(watch.findEnd())
                    .contains(new CloneWatch.End("is shut off", Instant.parse("2026-01-01T00:00:00Z")));

            driver.hypervisor().start(TestDriver.BASE);

            assertThat(watch.findEnd()).isEmpty();
        }
    }

    @Test
    void looksWhereTheConnectionIsJustLostAndHoldsNothingAgainstACloneThatCannotBeLookedAt() {
        AtomicInteger looks = new AtomicInteger();
        HypervisorView lost = new HypervisorView(driver.hypervisor()) {
            @Override
            public boolean isAlive() {
                return false;
            }

            @Override
            public Optional<DomainState> state(UUID uuid) {
                looks.incrementAndGet();
                throw new HypervisorException("the connection is lost", null);
            }
        };
        try (CloneWatch watch = new CloneWatch(lost, TestDriver.BASE, Optional.empty(), new ManualClock())) {
            assertThat(watch.findEnd()).isEmpty();
            assertThat(looks).hasValue(1);
        }
    }

    @Test
    void anEndIsNoneWhileTheCloneRunsAgain() {
        EventfulView eventful = new EventfulView(Optional.empty());
        try (CloneWatch watch = new CloneWatch(eventful, TestDriver.BASE, Optional.empty(), new ManualClock())) {
            eventful.whenEnded.accept("has shut down");
            driver.hypervisor().start(TestDriver.BASE);
            assertThat(watch.findEnd()).isEmpty();

            driver.hypervisor().destroy(TestDriver.BASE);
            assertThat(watch.findEnd()).isPresent();
        }
    }

    @Test
    void refusesACloneThatHasEndedAndSaysWhatWasDoneLast() {
        EventfulView eventful = new EventfulView(Optional.empty());
        try (CloneWatch watch = new CloneWatch(eventful, TestDriver.BASE, Optional.empty(), new ManualClock())) {
            assertThatThrownBy(() -> watch.requireAlive("box-1", "when it had just become ready"))
                    .isInstanceOf(CloudHostException.class)
                    .hasMessage("the clone 'box-1' is shut off when it had just become ready");

            driver.hypervisor().start(TestDriver.BASE);
            watch.requireAlive("box-1", "when it had just become ready");
        }
    }

    /** Tells of ends when the test does. */
    private final class EventfulView extends HypervisorView {

        private final Optional<Instant> lost;
        private Consumer<String> whenEnded;

        EventfulView(Optional<Instant> lost) {
            super(driver.hypervisor());
            this.lost = lost;
        }

        @Override
        public DomainWatch watch(UUID uuid, Consumer<String> hearer) {
            whenEnded = hearer;
            return new DomainWatch() {
                @Override
                public Optional<Instant> lostConnection() {
                    return lost;
                }

                @Override
                public void close() {}
            };
        }
    }
}
