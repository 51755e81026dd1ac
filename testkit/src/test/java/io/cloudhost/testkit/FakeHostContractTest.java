package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.CloudHost;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A host that keeps the contract passes it. {@link HostContractViolationTest} has those that do not. */
class FakeHostContractTest extends CreatingCloudHostContract {

    private final Set<Object> machines = ConcurrentHashMap.newKeySet();

    @Override
    protected CloudHost host() {
        return new FakeHost(machines);
    }

    @Override
    protected CloudHost failingHost() {
        return new FakeHost(machines, () -> {
            throw new IllegalStateException("broken on purpose");
        });
    }

    @Override
    protected CloudHost waitingHost(CountDownLatch waiting, CountDownLatch release) {
        return new FakeHost(machines, () -> {
            waiting.countDown();
            release.await();
        });
    }

    @Override
    protected void assertNothingIsLeft() {
        assertThat(machines).isEmpty();
    }
}
