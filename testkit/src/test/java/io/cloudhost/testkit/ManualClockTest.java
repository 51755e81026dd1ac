package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    private final Instant start = Instant.parse("2026-11-23T12:00:00Z");
    private final ManualClock clock = new ManualClock(start);

    @Test
    void sleepMovesTheTimeOn() throws InterruptedException {
        clock.sleep(Duration.ofHours(1));

        assertThat(clock.since(start)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void sleepOfNoTimeOrLessMovesNothing() throws InterruptedException {
        clock.sleep(Duration.ZERO);
        clock.sleep(Duration.ofSeconds(-1));

        assertThat(clock.now()).isEqualTo(start);
    }

    @Test
    void interruptedThreadDoesNotSleep() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> clock.sleep(Duration.ofSeconds(1))).isInstanceOf(InterruptedException.class);
        assertThat(clock.now()).isEqualTo(start);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void manyThreadsLoseNoTime() {
        IntStream.range(0, 1000).parallel().forEach(i -> clock.advance(Duration.ofSeconds(1)));

        assertThat(clock.since(start)).isEqualTo(Duration.ofSeconds(1000));
    }

    @Test
    void doesNotGoBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
                .withMessage("a clock does not go back: PT-0.000000001S");
    }
}
