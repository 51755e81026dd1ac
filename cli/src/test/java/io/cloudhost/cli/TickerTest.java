package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudhost.cli.Ticker.Ticking;
import java.time.Duration;
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
}
