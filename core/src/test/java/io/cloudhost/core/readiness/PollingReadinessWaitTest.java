package io.cloudhost.core.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.InlineThread;
import io.cloudhost.core.ManualClock;
import io.cloudhost.core.NotReadyException;
import io.cloudhost.core.Origin;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessRequest;
import io.cloudhost.core.spi.ReadinessWait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PollingReadinessWaitTest {

    private static final Settings ITEM = new Settings("host.waitFor.0", Origin.of("cloudhost.conf", 3), Map.of());

    private final ManualClock clock = new ManualClock();
    private final List<String> events = new ArrayList<>();

    @Test
    void withNothingToWaitForNobodyIsAsked() throws Exception {
        FakeWatch watch = new FakeWatch();

        assertThat(await(Duration.ZERO, watch)).isEmpty();

        assertThat(watch.looks).isZero();
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void checksComeOneAfterTheOther() throws Exception {
        FakeCheck port = new FakeCheck("port 22", "refused", "refused", "ready");
        FakeCheck log = new FakeCheck("log \"login:\"", "ready");

        assertThat(await(Duration.ZERO, new FakeWatch(), timed(port, 10), timed(log, 10)))
                .isEqualTo("port 22, log \"login:\"");

        assertThat(events)
                .startsWith("port 22: refused", "port 22: refused", "port 22: ready", "log \"login:\": ready");
    }

    @Test
    void theFirstCheckComesAfterTheBootDelay() throws Exception {
        List<Duration> asked = new ArrayList<>();

        await(Duration.ofSeconds(5), new FakeWatch(), timed(10, request -> {
            asked.add(Duration.between(Instant.EPOCH, clock.now()));
            return Readiness.ready("yes");
        }));

        assertThat(asked).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void theTimeOfACheckBeginsWithItsTurn() throws Exception {
        List<Duration> remaining = new ArrayList<>();
        TimedCheck slow = timed(10, request -> {
            clock.pass(Duration.ofSeconds(9));
            return Readiness.ready("yes");
        });

        await(Duration.ZERO, new FakeWatch(), slow, timed(7, request -> {
            remaining.add(request.remaining());
            return Readiness.ready("yes");
        }));

        assertThat(remaining).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aCheckWhoseTimeIsOverFailsWithWhatWasSeenLast() {
        FakeCheck port = new FakeCheck("port 22", "no route", "refused");

        assertThatExceptionOfType(NotReadyException.class)
                .isThrownBy(() -> await(Duration.ZERO, new FakeWatch(), timed(port, 1)))
                .withMessage("it is not ready: port 22: looked 10 times in 1.0 s, last: refused");
    }

    @Test
    void theCheckAfterOneThatFailedIsNotAsked() {
        FakeCheck second = new FakeCheck("second", "ready");

        assertThatExceptionOfType(NotReadyException.class)
                .isThrownBy(() -> await(
                        Duration.ZERO, new FakeWatch(), timed(new FakeCheck("first", "no"), 1), timed(second, 1)));

        assertThat(events).noneMatch(event -> event.startsWith("second:"));
    }

    @Test
    void aCheckThatSaysNeverEndsTheWaitAtOnce() {
        TimedCheck hopeless = timed(10, request -> Readiness.never("the host key has changed"));

        assertThatExceptionOfType(NotReadyException.class)
                .isThrownBy(() -> await(Duration.ZERO, new FakeWatch(), hopeless))
                .withMessage("it is not ready: check: looked once in 0.0 s, last: the host key has changed");
    }

    @Test
    void aCheckThatThrowsEndsTheWaitAtOnce() {
        TimedCheck broken = timed(10, request -> {
            throw new NoClassDefFoundError("org/example/Gone");
        });

        assertThatExceptionOfType(NotReadyException.class)
                .isThrownBy(() -> await(Duration.ZERO, new FakeWatch(), broken))
                .withMessage("it is not ready: check: looked once in 0.0 s, last:"
                        + " java.lang.NoClassDefFoundError: org/example/Gone");
    }

    @Test
    void aHostThatEndsIsNotWaitedFor() {
        FakeWatch watch = new FakeWatch();
        TimedCheck never = timed(3600, request -> {
            watch.event.complete("was destroyed");
            return Readiness.notYet("refused");
        });

        assertThatExceptionOfType(NotReadyException.class)
                .isThrownBy(() -> await(Duration.ZERO, watch, never))
                .withMessage("it was destroyed while it was waited for: check: looked once in 0.0 s, last: refused");
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void aHostThatEndsDuringTheBootDelayIsNotWaitedFor() {
        FakeWatch watch = new FakeWatch();
        watch.event.complete("crashed");

        assertThatExceptionOfType(NotReadyException.class)
                .isThrownBy(() -> await(Duration.ofHours(1), watch))
                .withMessage("it crashed during its bootDelay");
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void anEndWhoseEventGotLostIsSeenByALook() {
        FakeWatch watch = new FakeWatch();
        watch.endsAtLook = 3;

        assertThatExceptionOfType(NotReadyException.class)
                .isThrownBy(() -> await(Duration.ofHours(1), watch))
                .withMessage("it was shut off during its bootDelay");
        assertThat(clock.now()).isBefore(Instant.EPOCH.plusSeconds(4));
    }

    @Test
    void aLookThatHangsTakesNoMoreThanItsTimeAndIsInterrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        TimedCheck hanging = new TimedCheck(
                check(request -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return Readiness.notYet("hung");
                }),
                Duration.ofMillis(50),
                ITEM);

        try (ReadinessWait wait = new PollingReadinessWait(Duration.ZERO, List.of(hanging), WaitableClock.system())) {
            assertThatExceptionOfType(NotReadyException.class)
                    .isThrownBy(() -> wait.await(ENDPOINT, Optional.empty(), Optional.empty(), new FakeWatch()))
                    .withMessageStartingWith("it is not ready: check: looked once in ")
                    .withMessageEndingWith(", last: no answer yet");
        }
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptEndsTheWait() {
        TimedCheck never = timed(3600, request -> {
            Thread.currentThread().interrupt();
            return Readiness.notYet("refused");
        });

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> await(Duration.ZERO, new FakeWatch(), never));
    }

    @Test
    void closingClosesEachCheckOnce() {
        FakeCheck check = new FakeCheck("port 22", "ready");
        ReadinessWait wait = wait(Duration.ZERO, timed(check, 1), timed(new FakeCheck("port 23", "ready"), 1));

        wait.close();
        wait.close();

        assertThat(events).containsExactly("port 22 closed", "port 23 closed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyACheckThatNeedsTheConsoleIsRefusedWhereThereIsNone(boolean needed) {
        ReadinessCheck check = new FakeCheck("log \"x\"", "ready") {
            @Override
            public Set<Need> needs() {
                return needed ? Set.of(Need.CONSOLE) : Set.of(Need.SHELL);
            }
        };
        ReadinessWait wait = wait(Duration.ZERO, timed(check, 1));

        if (needed) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> wait.refuseConsole("the base has no serial port"))
                    .withMessage(
                            "host.waitFor.0 (cloudhost.conf:3): waits for log \"x\", but the base has no serial port");
        } else {
            assertThatCode(() -> wait.refuseConsole("the base has no serial port"))
                    .doesNotThrowAnyException();
        }
    }

    private static final GuestEndpoint ENDPOINT = new GuestEndpoint() {
        @Override
        public String hostName() {
            return "198.51.100.7";
        }

        @Override
        public int port(int port) {
            return port;
        }

        @Override
        public boolean isNew() {
            return true;
        }
    };

    private String await(Duration bootDelay, HostWatch watch, TimedCheck... checks) throws InterruptedException {
        try (ReadinessWait wait = wait(bootDelay, checks)) {
            return wait.await(ENDPOINT, Optional.empty(), Optional.empty(), watch);
        }
    }

    private ReadinessWait wait(Duration bootDelay, TimedCheck... checks) {
        return new PollingReadinessWait(bootDelay, List.of(checks), clock, name -> new InlineThread());
    }

    private static TimedCheck timed(ReadinessCheck check, int seconds) {
        return new TimedCheck(check, Duration.ofSeconds(seconds), ITEM);
    }

    private static TimedCheck timed(int seconds, Look look) {
        return timed(check(look), seconds);
    }

    private static ReadinessCheck check(Look look) {
        return new ReadinessCheck() {
            @Override
            public String description() {
                return "check";
            }

            @Override
            public Readiness look(ReadinessRequest request) {
                return look.at(request);
            }
        };
    }

    private interface Look {
        Readiness at(ReadinessRequest request);
    }

    /** Sees one thing after the other, and the last one for ever. */
    private class FakeCheck implements ReadinessCheck {

        private final String description;
        private final List<String> sights;
        private int looks;

        FakeCheck(String description, String... sights) {
            this.description = description;
            this.sights = List.of(sights);
        }

        @Override
        public String description() {
            return description;
        }

        @Override
        public Readiness look(ReadinessRequest request) {
            String sight = sights.get(Math.min(looks++, sights.size() - 1));
            events.add(description + ": " + sight);
            return sight.equals("ready") ? Readiness.ready(sight) : Readiness.notYet(sight);
        }

        @Override
        public void close() {
            events.add(description + " closed");
        }
    }

    private static final class FakeWatch implements HostWatch {

        private final CompletableFuture<String> event = new CompletableFuture<>();
        private int looks;
        private int endsAtLook = Integer.MAX_VALUE;

        @Override
        public CompletionStage<String> end() {
            return event;
        }

        @Override
        public Optional<String> look() {
            looks++;
            return looks >= endsAtLook ? Optional.of("was shut off") : Optional.empty();
        }
    }

    @Test
    void aFailureOfOursStandsForItself() {
        TimedCheck broken = timed(10, request -> {
            throw new CloudHostException("there is no such unit");
        });

        assertThatExceptionOfType(NotReadyException.class)
                .isThrownBy(() -> await(Duration.ZERO, new FakeWatch(), broken))
                .withMessageEndingWith("last: there is no such unit");
    }
}
