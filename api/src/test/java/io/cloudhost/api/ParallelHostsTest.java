package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParallelHostsTest {

    private final Set<String> machines = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Test
    void asManyAreSetUpAtATimeAsMayBeAndNoMore() {
        CyclicBarrier pair = new CyclicBarrier(2);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CloudHost> hosts = IntStream.range(0, 6)
                .mapToObj(number -> host("host-" + number, () -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    await(pair);
                    running.decrementAndGet();
                }))
                .toList();

        new ParallelHosts(2).setUp(hosts);

        assertThat(machines).hasSize(6);
        assertThat(most).hasValue(2);
    }

    @Test
    void whenOneFailsThoseUnderWayAreInterruptedAndThoseThatAreUpTornDown() {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch up = new CountDownLatch(1);
        CloudHost first = host("first", () -> {});
        List<CloudHost> hosts = List.of(
                new Signalling(first, up),
                host("second", () -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                }),
                host("third", () -> {
                    up.await();
                    waiting.await();
                    throw new CloudHostException("no disk");
                }));

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(() -> new ParallelHosts(3).setUp(hosts))
                .withMessage("1 of 3 hosts cannot be set up: third: setup failed in phase 'clone': no disk")
                .satisfies(failure -> {
                    assertThat(failure.getCause()).hasMessage("third: setup failed in phase 'clone': no disk");
                    assertThat(failure.getSuppressed()).isEmpty();
                });
        assertThat(machines).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whenOneFailsNoOtherBegins() {
        AtomicInteger begun = new AtomicInteger();
        List<CloudHost> hosts = List.of(failing("first", "no disk"), host("second", begun::incrementAndGet));

        assertThatExceptionOfType(CloudHostException.class).isThrownBy(() -> new ParallelHosts(1).setUp(hosts));

        assertThat(begun).hasValue(0);
    }

    @Test
    void allThatReallyFailAreReported() {
        CyclicBarrier allBegun = new CyclicBarrier(3);
        List<CloudHost> hosts = List.of(
                host("first", () -> {
                    await(allBegun);
                    throw new CloudHostException("no disk");
                }),
                host("second", () -> {
                    await(allBegun);
                    new CountDownLatch(1).await();
                }),
                host("third", () -> {
                    await(allBegun);
                    throw new CloudHostException("no network");
                }));

        Throwable failure = catchThrowable(() -> new ParallelHosts(3).setUp(hosts));

        assertThat(failure)
                .isInstanceOf(CloudHostException.class)
                .hasMessage("2 of 3 hosts cannot be set up: first: setup failed in phase 'clone': no disk; "
                        + "third: setup failed in phase 'clone': no network");
        assertThat(failure.getSuppressed()).hasSize(1).doesNotContain(failure.getCause());
        assertThat(machines).isEmpty();
    }

    @Test
    void whatCannotBeTornDownAfterAFailureIsReportedToo() {
        List<CloudHost> hosts = List.of(stuck("first"), failing("second", "no disk"));

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(() -> new ParallelHosts(1).setUp(hosts))
                .withMessage(
                        "1 of 2 hosts cannot be set up: second: setup failed in phase 'clone': no disk. Not all that "
                                + "was made is gone: first: teardown is not complete: it is held")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("first: teardown is not complete: it is held"));
    }

    @Test
    void anInterruptOfTheCallerTearsAllDownAndIsKept() throws Exception {
        CountDownLatch waiting = new CountDownLatch(2);
        List<CloudHost> hosts = IntStream.range(0, 3)
                .mapToObj(number -> host("host-" + number, () -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                }))
                .toList();
        FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
            assertThatExceptionOfType(CloudHostException.class)
                    .isThrownBy(() -> new ParallelHosts(2).setUp(hosts))
                    .withMessage("the thread was interrupted while 3 hosts were set up");
            return Thread.currentThread().isInterrupted();
        });
        Thread caller = new Thread(interrupted);
        caller.start();
        waiting.await();

        caller.interrupt();

        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(machines).isEmpty();
    }

    @Test
    void aTeardownTellsOfAllFailuresInOrderAndRemovesTheOthers() {
        List<CloudHost> hosts = List.of(stuck("first"), host("second", () -> {}), stuck("third"));
        ParallelHosts parallel = new ParallelHosts(2);
        parallel.setUp(hosts);

        assertThat(parallel.tearDown(hosts))
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "first: teardown is not complete: it is held", "third: teardown is not complete: it is held");
        assertThat(machines).containsExactlyInAnyOrder("first", "third");
    }

    @Test
    void anInterruptDoesNotDisturbATeardownAndIsKept() {
        List<CloudHost> hosts = List.of(host("first", () -> {}), host("second", () -> {}));
        ParallelHosts parallel = new ParallelHosts(1);
        parallel.setUp(hosts);
        Thread.currentThread().interrupt();

        List<Throwable> failures = parallel.tearDown(hosts);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failures).isEmpty();
        assertThat(machines).isEmpty();
    }

    @Test
    void noThreadIsLeft() throws InterruptedException {
        List<CloudHost> hosts = List.of(
                MachineHost.of("first", machines),
                MachineHost.settingUp("second", machines, () -> threads.add(Thread.currentThread())),
                MachineHost.tearingDown("third", machines, () -> threads.add(Thread.currentThread())));
        ParallelHosts parallel = new ParallelHosts(2);

        parallel.setUp(hosts);
        parallel.tearDown(hosts);

        assertThat(threads).hasSize(2);
        for (Thread thread : threads) {
            // A pool has ended just before its last thread has.
            thread.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private CloudHost host(String label, MachineHost.Incident setup) {
        return MachineHost.settingUp(label, machines, setup);
    }

    private CloudHost failing(String label, String reason) {
        return host(label, () -> {
            throw new CloudHostException(reason);
        });
    }

    private CloudHost stuck(String label) {
        return MachineHost.tearingDown(label, machines, () -> {
            throw new CloudHostException("it is held");
        });
    }

    private static void await(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells when it is up. */
    private record Signalling(CloudHost host, CountDownLatch up) implements CloudHost {

        @Override
        public void setup() {
            host.setup();
            up.countDown();
        }

        @Override
        public void teardown() {
            host.teardown();
        }

        @Override
        public String getHostName() {
            return host.getHostName();
        }

        @Override
        public int getPort(int port) {
            return host.getPort(port);
        }
    }
}
