package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link FirstSweepsTest} has what is swept. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SweepingHostTest {

    private static final String TORN_DOWN = "one: setup failed in phase 'resolve': it was torn down meanwhile";

    private final Set<String> machines = ConcurrentHashMap.newKeySet();
    private final CountDownLatch sweeping = new CountDownLatch(1);
    private final SweepingHost host =
            new SweepingHost("one", MachineHost.of("one", machines), this::sweepUntilInterrupted);

    @Test
    void aTeardownInterruptsTheSweepAndNotTheThreadAfterwards() throws Exception {
        FutureTask<String> setup = setUp(host::setup);

        host.teardown();

        assertThat(setup.get(30, TimeUnit.SECONDS)).isEqualTo(TORN_DOWN);
        assertThat(machines).isEmpty();
    }

    @Test
    void anExitDuringTheSweepStartsNoSetup() throws Exception {
        FakeExitHooks hooks = new FakeExitHooks();
        ExitTeardown exit = new ExitTeardown(hooks, WaitableClock.system(), Duration.ofSeconds(40));
        FutureTask<String> setup = setUp(new ExitGuardedHost("one", host, Lifetime.SESSION, exit)::setup);

        hooks.shutDown();

        assertThat(setup.get(30, TimeUnit.SECONDS)).isEqualTo(TORN_DOWN);
        assertThat(machines).isEmpty();
    }

    @Test
    void aSetupAfterATeardownDoesNotSweep() {
        host.teardown();

        assertThatIllegalStateException().isThrownBy(host::setup);

        assertThat(sweeping.getCount()).isEqualTo(1);
    }

    /** Returns what the setup fails with, and whether the thread is left interrupted, once it sweeps. */
    private FutureTask<String> setUp(Runnable setup) throws InterruptedException {
        FutureTask<String> task = new FutureTask<>(() -> {
            try {
                setup.run();
                return "up";
            } catch (CloudHostException e) {
                return e.getMessage() + (Thread.interrupted() ? ", interrupted" : "");
            }
        });
        new Thread(task).start();
        sweeping.await();
        return task;
    }

    private void sweepUntilInterrupted() {
        sweeping.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // As a sweep: ends, and keeps the status.
            Thread.currentThread().interrupt();
        }
    }
}
