package io.cloudhost.provider.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RenewalsTest {

    private static final ConnectionUrl HERE = new ConnectionUrl("test:///here");
    private static final ConnectionUrl THERE = new ConnectionUrl("test:///there");
    private static final Duration SOON = Duration.ofMillis(1);

    private final Renewals renewals = new Renewals();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Test
    void allClonesOfAUrlAreRenewedAgainAndAgainByOneDaemonThread() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(3);
        CountDownLatch second = new CountDownLatch(3);
        Future<?> one = repeat(HERE, first);
        Future<?> other = repeat(HERE, second);

        first.await();
        second.await();

        one.cancel(false);
        other.cancel(false);
        assertThat(threads).singleElement().satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("cloudhost-renewal");
        });
    }

    @Test
    void aUrlThatDoesNotAnswerHoldsUpNoOther() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Future<?> hanging = renewals.repeat(HERE, SOON, () -> {
            stuck.countDown();
            awaitQuietly(released);
        });
        stuck.await();
        CountDownLatch renewed = new CountDownLatch(3);

        Future<?> working = repeat(THERE, renewed);

        renewed.await();
        working.cancel(false);
        hanging.cancel(false);
        released.countDown();
    }

    @Test
    void theThreadEndsWhenTheLastCloneIsGone() throws InterruptedException {
        CountDownLatch renewed = new CountDownLatch(1);
        Future<?> only = repeat(HERE, renewed);
        renewed.await();

        only.cancel(false);

        threads.iterator().next().join();
    }

    private Future<?> repeat(ConnectionUrl url, CountDownLatch renewed) {
        return renewals.repeat(url, SOON, () -> {
            threads.add(Thread.currentThread());
            renewed.countDown();
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
