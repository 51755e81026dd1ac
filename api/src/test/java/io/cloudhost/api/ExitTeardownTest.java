package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of hosts when the JVM shuts down. {@link JvmExitTest} has real ones. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExitTeardownTest {

    private final Set<String> machines = ConcurrentHashMap.newKeySet();
    private final FakeExitHooks hooks = new FakeExitHooks();
    private final ExitTeardown exit = new ExitTeardown(hooks, WaitableClock.system(), Duration.ofSeconds(40));

    @Test
    void hostsThatAreUpAreTornDown() throws InterruptedException {
        guarded(MachineHost.of("one", machines)).setup();
        guarded(MachineHost.of("two", machines)).setup();
        assertThat(machines).containsExactlyInAnyOrder("one", "two");

        hooks.shutDown();

        assertThat(machines).isEmpty();
    }

    @Test
    void aHostWhoseSetupIsUnderWayIsTornDown() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CloudHost host = guarded(MachineHost.settingUp("one", machines, () -> {
            waiting.countDown();
            new CountDownLatch(1).await();
        }));
        FutureTask<Throwable> setup = new FutureTask<>(() -> catchThrowable(host::setup));
        new Thread(setup).start();
        waiting.await();

        hooks.shutDown();

        assertThat(machines).isEmpty();
        assertThat(setup.get(10, TimeUnit.SECONDS))
                .hasMessage("one: setup failed in phase 'clone': it was torn down meanwhile");
    }

    @Test
    void aHookThatFindsNoHostsAnyMoreSaysNothing() throws InterruptedException {
        CloudHost host = guarded(MachineHost.of("one", machines));
        host.setup();
        hooks.beforeHooks(host::teardown);
        try (CapturedLog log = new CapturedLog(ExitTeardown.class)) {
            hooks.shutDown();

            assertThat(log.linesWith("")).isEmpty();
        }
        assertThat(machines).isEmpty();
    }

    @Test
    void thereIsAHookOnlyWhileThereAreHosts() {
        CloudHost one = guarded(MachineHost.of("one", machines));
        CloudHost two = guarded(MachineHost.of("two", machines));
        assertThat(hooks.count()).isZero();

        one.setup();
        two.setup();
        assertThat(hooks.count()).isEqualTo(1);

        one.teardown();
        assertThat(hooks.count()).isEqualTo(1);
        two.teardown();
        two.teardown();
        assertThat(hooks.count()).isZero();
    }

    @Test
    void aFailedSetupThatLeavesNothingKeepsNoHook() {
        CloudHost host = guarded(MachineHost.settingUp("one", machines, () -> {
            throw new CloudHostException("no");
        }));

        assertThatExceptionOfType(HostSetupException.class).isThrownBy(host::setup);

        assertThat(hooks.count()).isZero();
    }

    @Test
    void whatAFailedSetupLeavesIsTriedAgain() throws InterruptedException {
        boolean[] failing = {true};
        MachineHost stubborn = MachineHost.tearingDown("one", machines, () -> {
            if (failing[0]) {
                throw new CloudHostException("not now");
            }
        });
        CloudHost host = guarded(new FailsWhenUp(stubborn));
        assertThatExceptionOfType(CloudHostException.class).isThrownBy(host::setup);
        assertThat(machines).containsExactly("one");

        failing[0] = false;
        hooks.shutDown();

        assertThat(machines).isEmpty();
    }

    @Test
    void aTeardownThatFailedIsTriedAgain() throws InterruptedException {
        boolean[] failing = {true};
        CloudHost host = guarded(MachineHost.tearingDown("one", machines, () -> {
            if (failing[0]) {
                throw new CloudHostException("not now");
            }
        }));
        host.setup();
        assertThatExceptionOfType(CloudHostException.class).isThrownBy(host::teardown);

        failing[0] = false;
        hooks.shutDown();

        assertThat(machines).isEmpty();
    }

    @Test
    void aHostThatIsToStayIsLeftAloneOnceItIsUp() throws InterruptedException {
        new ExitGuardedHost("one", MachineHost.of("one", machines), Lifetime.DETACHED, exit).setup();
        assertThat(hooks.count()).isZero();

        hooks.shutDown();

        assertThat(machines).containsExactly("one");
    }

    @Test
    void aHostThatIsToStayIsTornDownWhileItIsSetUp() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CloudHost host = new ExitGuardedHost(
                "one",
                MachineHost.settingUp("one", machines, () -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                }),
                Lifetime.DETACHED,
                exit);
        new Thread(new FutureTask<>(() -> catchThrowable(host::setup))).start();
        waiting.await();

        hooks.shutDown();

        assertThat(machines).isEmpty();
    }

    @Test
    void aSetupThatBeginsDuringTheShutdownIsRefused() throws InterruptedException {
        CloudHost up = guarded(MachineHost.of("up", machines));
        up.setup();
        hooks.shutDown();

        CloudHost host = guarded(MachineHost.of("one", machines));
        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(host::setup)
                .withMessage("one is not set up, since the JVM is shutting down");
        assertThat(machines).isEmpty();
    }

    @Test
    void aSetupThatBeginsDuringAShutdownThatFoundNoHostsIsRefused() throws InterruptedException {
        hooks.shutDown();

        CloudHost host = guarded(MachineHost.of("one", machines));
        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(host::setup)
                .withMessage("one is not set up, since the JVM is shutting down");
        assertThat(machines).isEmpty();
    }

    @Test
    void aRefusedSecondSetupLeavesTheHostUnderGuard() throws InterruptedException {
        CloudHost host = guarded(MachineHost.of("one", machines));
        host.setup();

        assertThatIllegalStateException()
                .isThrownBy(host::setup)
                .withMessage("one was set up or torn down before; get a new host for its label");

        hooks.shutDown();
        assertThat(machines).isEmpty();
    }

    @Test
    void aTeardownFromWithinTheSetupLeavesTheHostUnderGuardUntilItIsUndone() {
        CloudHost[] self = new CloudHost[1];
        int[] hooksAfterwards = new int[1];
        self[0] = guarded(MachineHost.settingUp("one", machines, () -> {
            self[0].teardown();
            hooksAfterwards[0] = hooks.count();
        }));

        assertThatExceptionOfType(HostSetupException.class).isThrownBy(self[0]::setup);

        assertThat(hooksAfterwards[0]).isEqualTo(1);
        assertThat(hooks.count()).isZero();
    }

    @Test
    void oneThatCannotBeTornDownKeepsNoOtherFromItAndIsLogged() throws InterruptedException {
        guarded(MachineHost.tearingDown("broken-host", machines, () -> {
                    throw new CloudHostException("the pool is gone");
                }))
                .setup();
        guarded(MachineHost.of("two", machines)).setup();

        try (CapturedLog log = new CapturedLog(ExitTeardown.class)) {
            hooks.shutDown();

            assertThat(log.linesWith("broken-host"))
                    .containsExactly(
                            "INFO The JVM is shutting down: tearing down broken-host, two",
                            "ERROR Torn down when the JVM ended: broken-host: teardown is not complete: the pool is"
                                    + " gone; 'cloudhost list' shows what is left, 'cloudhost down NAME' removes it");
        }
        assertThat(machines).containsExactly("broken-host");
    }

    @Test
    void oneThatHangsIsNotWaitedForForeverAndIsLogged() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        ExitTeardown impatient = new ExitTeardown(hooks, WaitableClock.system(), Duration.ofMillis(1));
        new ExitGuardedHost(
                        "hanging-host",
                        MachineHost.tearingDown("hanging-host", machines, () -> awaitWithoutHeedingInterrupts(never)),
                        Lifetime.SESSION,
                        impatient)
                .setup();

        try (CapturedLog log = new CapturedLog(ExitTeardown.class)) {
            hooks.shutDown();

            assertThat(log.linesWith("hanging-host"))
                    .containsExactly(
                            "INFO The JVM is shutting down: tearing down hanging-host",
                            "ERROR Not gone after 0 s, when the JVM ended: hanging-host; 'cloudhost list' shows what is"
                                    + " left, 'cloudhost down NAME' removes it");
        } finally {
            never.countDown();
        }
    }

    @Test
    void oneThatTakesItsTimeIsToldToHurryBeforeTheLimit() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        ExitTeardown exitLater = new ExitTeardown(hooks, new FirstWaitIsOver(begun), Duration.ofSeconds(40));
        new ExitGuardedHost(
                        "one",
                        MachineHost.tearingDown("one", machines, () -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                // Hurries.
                            }
                        }),
                        Lifetime.SESSION,
                        exitLater)
                .setup();

        hooks.shutDown();

        assertThat(machines).isEmpty();
    }

    private CloudHost guarded(CloudHost host) {
        String label = host instanceof MachineHost machine ? machine.label() : "host";
        return new ExitGuardedHost(label, host, Lifetime.SESSION, exit);
    }

    private static void awaitWithoutHeedingInterrupts(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // As a call in a native library.
            }
        }
    }

    /** Fails its setup when its machine is there, and does not get rid of it. */
    private record FailsWhenUp(CloudHost host) implements CloudHost {

        @Override
        public void setup() {
            host.setup();
            CloudHostException failure = new CloudHostException("no");
            try {
                host.teardown();
            } catch (CloudHostException left) {
                failure.addSuppressed(left);
            }
            throw failure;
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

    /** Lets the first wait for something end when the teardown has begun, and all that follow in real time. */
    private static final class FirstWaitIsOver implements WaitableClock {

        private final WaitableClock clock = WaitableClock.system();
        private final CountDownLatch begun;
        private boolean waited;

        FirstWaitIsOver(CountDownLatch begun) {
            this.begun = begun;
        }

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            clock.sleep(duration);
        }

        @Override
        public <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException {
            if (waited) {
                return clock.poll(queue, limit);
            }
            waited = true;
            begun.await();
            return null;
        }
    }
}
