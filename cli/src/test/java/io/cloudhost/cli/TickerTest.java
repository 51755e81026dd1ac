package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudhost.cli.Ticker.Ticking;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TickerTest {

    @Test
    void ticksUntilItIsClosedAndLeavesNoThread() throws InterruptedException {
        CountDownLatch ticks = new CountDownLatch(3);
        try (Ticking ticking = Ticker.every(Duration.ofMillis(1)).start(ticks::countDown)) {
            assertThat(ticking).isNotNull();
            assertThat(ticks.await(30, TimeUnit.SECONDS)).isTrue();
        }

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("cloudhost-progress"));
    }

    @Test
    void makesUpForNothingThatItHasMissed() throws InterruptedException {
        long period = Duration.ofMillis(20).toNanos();
        List<Long> ticks = new CopyOnWriteArrayList<>();
        CountDownLatch enough = new CountDownLatch(4);
        Runnable tick = () -> {
            ticks.add(System.nanoTime());
            if (ticks.size() == 1) {
                await().until(() -> System.nanoTime() - ticks.get(0) > 10 * period);
            }
            enough.countDown();
        };

        try (Ticking ticking = Ticker.every(Duration.ofNanos(period)).start(tick)) {
            assertThat(ticking).isNotNull();
            assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(ticks.get(2) - ticks.get(1)).isGreaterThanOrEqualTo(period);
        assertThat(ticks.get(3) - ticks.get(2)).isGreaterThanOrEqualTo(period);
    }
}
