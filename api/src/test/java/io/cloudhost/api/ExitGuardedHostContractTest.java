package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.testkit.CreatingCloudHostContract;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A host that is under guard is a host like any other. */
class ExitGuardedHostContractTest extends CreatingCloudHostContract {

    private final Set<String> machines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger hosts = new AtomicInteger();
    private final FakeExitHooks hooks = new FakeExitHooks();
    private final ExitTeardown exit = new ExitTeardown(hooks, WaitableClock.system(), Duration.ofSeconds(40));

    @Override
    protected CloudHost host() {
        return guarded(MachineHost.of(name(), machines));
    }

    @Override
    protected CloudHost failingHost() {
        return guarded(MachineHost.settingUp(name(), machines, () -> {
            throw new CloudHostException("broken on purpose");
        }));
    }

    @Override
    protected CloudHost waitingHost(CountDownLatch waiting, CountDownLatch release) {
        return guarded(MachineHost.settingUp(name(), machines, () -> {
            waiting.countDown();
            release.await();
        }));
    }

    @Override
    protected void assertNothingIsLeft() {
        assertThat(machines).isEmpty();
    }

    private String name() {
        return "host-" + hosts.incrementAndGet();
    }

    private CloudHost guarded(MachineHost host) {
        return new ExitGuardedHost(host.label(), host, Lifetime.SESSION, exit);
    }
}
