package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.provider.libvirt.internal.hypervisor.DomainState;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorView;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtInstalled;
import io.cloudhost.provider.libvirt.internal.hypervisor.TestDriver;
import io.cloudhost.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LibvirtInstalled
class GuestShutdownTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration NEVER = Duration.ofDays(1);

    private final ManualClock clock = new ManualClock();
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
    void waitsForTheGuestsEnd() throws InterruptedException {
        SlowGuest guest = new SlowGuest(Duration.ofSeconds(7));
        Instant start = clock.now();

        attempt(guest);

        assertThat(guest.asked).isEqualTo(1);
        assertThat(clock.since(start)).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(9));
    }

    @Test
    void waitsForNoEventWhereOneWasLost() throws InterruptedException {
        SlowGuest guest = new SlowGuest(Duration.ofSeconds(1));
        guest.tells = false;

        attempt(guest);

        assertThat(guest.state(TestDriver.BASE)).contains(DomainState.SHUT_OFF);
    }

    @Test
    void givesUpAGuestThatDoesNotHeedIt() throws InterruptedException {
        SlowGuest guest = new SlowGuest(NEVER);
        Instant start = clock.now();

        attempt(guest);

        assertThat(guest.state(TestDriver.BASE)).contains(DomainState.RUNNING);
        assertThat(clock.since(start)).isEqualTo(LIMIT);
    }

    @Test
    void doesNotAskAGuestThatHasEnded() throws InterruptedException {
        SlowGuest guest = new SlowGuest(Duration.ZERO);
        guest.endsAt = clock.now();

        attempt(guest);

        assertThat(guest.asked).isZero();
    }

    @Test
    void anInterruptEndsTheWait() {
        SlowGuest guest = new SlowGuest(NEVER);
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> attempt(guest));
        assertThat(guest.asked).isEqualTo(1);
    }

    private void attempt(SlowGuest guest) throws InterruptedException {
        try (CloneWatch watch = new CloneWatch(guest, TestDriver.BASE, Optional.empty(), clock)) {
            new GuestShutdown(guest, clock, LIMIT).attempt("nat_host-12345678", TestDriver.BASE, watch);
        }
    }

    /** Ends some time after it was asked to, by the test's clock. */
    private final class SlowGuest extends HypervisorView {

        private final Duration takes;
        private Instant endsAt = Instant.MAX;
        private boolean tells = true;
        private int asked;
        private Consumer<String> whenEnded;

        SlowGuest(Duration takes) {
            super(driver.hypervisor());
            this.takes = takes;
        }

        @Override
        public void shutdown(UUID uuid) {
            asked++;
            endsAt = clock.now().plus(takes);
        }

        @Override
        public DomainWatch watch(UUID uuid, Consumer<String> hearer) {
            whenEnded = hearer;
            return () -> {};
        }

        @Override
        public Optional<DomainState> state(UUID uuid) {
            boolean ended = !clock.now().isBefore(endsAt);
            if (ended && tells) {
                whenEnded.accept("has shut down");
            }
            return Optional.of(ended ? DomainState.SHUT_OFF : DomainState.RUNNING);
        }
    }
}
