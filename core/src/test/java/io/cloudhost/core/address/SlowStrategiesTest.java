package io.cloudhost.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudhost.core.IpNotFoundException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a lookup while a strategy does not come back. On real threads, with the machine's clock. */
@Timeout(60)
class SlowStrategiesTest {

    private static final IpLookupRequest HOST =
            new IpLookupRequest("host", "host-1", new UUID(0, 1), Optional.empty(), Duration.ZERO);

    @Test
    void aStrategyThatHangsKeepsNoOtherFromBeingAsked() throws Exception {
        Hanging hanging = new Hanging(true);
        try (var lookup = lookup(60, source("hanging", 60, hanging), source("second", 60, afterAskingOf(hanging)))) {
            assertThat(lookup.find(HOST, HostWatch.NONE))
                    .isEqualTo(new FoundAddress(IpLiteral.parse("198.51.100.7").orElseThrow(), "second"));
        }
        assertThat(hanging.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(hanging.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStrategyThatDoesNotKeepItsTimeIsGivenUp() throws Exception {
        Hanging hanging = new Hanging(true);
        try (var lookup = lookup(60, source("hanging", 0, hanging))) {
            assertThatExceptionOfType(IpNotFoundException.class)
                    .isThrownBy(() -> lookup.find(HOST, HostWatch.NONE))
                    .withMessageMatching(
                            "no address found for host-1\\. hanging: asked once, last answer after \\d\\.\\d s: no"
                                    + " answer within [234]\\d{3} ms");
        }
        assertThat(hanging.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStrategyThatHeedsNoInterruptIsClosedWhenItComesBack() throws Exception {
        Hanging hanging = new Hanging(false);
        var lookup = lookup(60, source("hanging", 60, hanging), source("second", 60, afterAskingOf(hanging)));

        lookup.find(HOST, HostWatch.NONE);
        lookup.close();

        assertThat(hanging.closed.getCount()).as("not closed while it is used").isEqualTo(1);
        hanging.release.countDown();
        assertThat(hanging.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anEventOfTheHostsEndInterruptsALookThatHangs() throws Exception {
        Hanging hanging = new Hanging(true);
        CompletableFuture<String> event = new CompletableFuture<>();
        try (var lookup = lookup(60, source("hanging", 60, hanging))) {
            FutureTask<IpNotFoundException> finding = new FutureTask<>(() -> catchThrowableOfType(
                    IpNotFoundException.class, () -> lookup.find(HOST, watch(event, new CountDownLatch(0)))));
            new Thread(finding).start();
            hanging.asked.await();

            event.complete("was destroyed");

            assertThat(finding.get(10, TimeUnit.SECONDS))
                    .hasMessage(
                            "no address found for host-1: it was destroyed. hanging: asked once, last answer after 0.0"
                                    + " s: no answer yet");
            assertThat(hanging.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAnswerWaitsAMomentForThoseThatGoBeforeIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            CountDownLatch answered = new CountDownLatch(1);
            IpLookupStrategy first = request -> {
                answered.await();
                return IpLiteral.parse("198.51.100.7");
            };
            IpLookupStrategy second = request -> {
                answered.countDown();
                return IpLiteral.parse("198.51.100.8");
            };
            try (var lookup = lookup(60, source("first", 60, first), source("second", 60, second))) {
                assertThat(lookup.find(HOST, HostWatch.NONE).strategy()).isEqualTo("first");
            }
        }
    }

    @Test
    void aWatchThatHangsIsInNobodysWay() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (var lookup = lookup(60, source("slow", 60, after(15)))) {
            assertThat(lookup.find(HOST, watch(new CompletableFuture<>(), never))
                            .strategy())
                    .isEqualTo("slow");
        }
        never.countDown();
    }

    @Test
    void anInterruptEndsALookupThatWaitsForAnAnswer() throws Exception {
        Hanging hanging = new Hanging(true);
        try (var lookup = lookup(60, source("hanging", 60, hanging))) {
            FutureTask<Throwable> finding = new FutureTask<>(
                    () -> catchThrowableOfType(InterruptedException.class, () -> lookup.find(HOST, HostWatch.NONE)));
            Thread thread = new Thread(finding);
            thread.start();
            hanging.asked.await();

            thread.interrupt();

            assertThat(finding.get(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(hanging.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static PollingAddressLookup lookup(int seconds, AddressSource... sources) {
        return new PollingAddressLookup(
                List.of(sources),
                new LookupTerms(AddressFamily.ANY, Duration.ofSeconds(seconds), Duration.ZERO),
                WaitableClock.system());
    }

    private static AddressSource source(String name, int seconds, IpLookupStrategy strategy) {
        return new AddressSource(name, strategy, Duration.ofSeconds(seconds));
    }

    private static IpLookupStrategy afterAskingOf(Hanging other) {
        return request -> {
            other.asked.await();
            return IpLiteral.parse("198.51.100.7");
        };
    }

    /** Knows the address at the look of this number. */
    private static IpLookupStrategy after(int looks) {
        int[] asked = new int[1];
        return request -> {
            return ++asked[0] < looks ? Optional.empty() : IpLiteral.parse("198.51.100.7");
        };
    }

    private static HostWatch watch(CompletionStage<String> end, CountDownLatch look) {
        return new HostWatch() {
            @Override
            public CompletionStage<String> end() {
                return end;
            }

            @Override
            public Optional<String> look() {
                awaitUninterruptibly(look);
                return Optional.empty();
            }
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // as a native call would
            }
        }
    }

    /** Never answers. */
    private static final class Hanging implements IpLookupStrategy {

        private final boolean heedful;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        Hanging(boolean heedful) {
            this.heedful = heedful;
        }

        @Override
        public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
            asked.countDown();
            if (!heedful) {
                awaitUninterruptibly(release);
                return Optional.empty();
            }
            try {
                release.await();
                return Optional.empty();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
