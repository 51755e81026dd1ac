package io.cloudhost.testkit;

import static io.cloudhost.testkit.Violations.violates;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.HostSetupException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that break the contract, each in one way: the contract must say so. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostContractViolationTest {

    private final Set<Object> machines = ConcurrentHashMap.newKeySet();

    @Test
    void nameOfAHostThatIsNotUpIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public String getHostName() {
                return "198.51.100.7";
            }
        })::hostIsNotUpBeforeItsSetup);
    }

    @Test
    void portOfAHostThatIsGoneIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public int getPort(int port) {
                return port;
            }
        })::hostIsGoneAfterItsTeardown);
    }

    @Test
    void blankNameIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public String getHostName() {
                super.getHostName();
                return " ";
            }
        })::hostIsUpAfterItsSetup);
    }

    @Test
    void impossiblePortIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public int getPort(int port) {
                return super.getPort(port) - 22;
            }
        })::hostIsUpAfterItsSetup);
    }

    @Test
    void portThatIsNotCheckedIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public int getPort(int port) {
                super.getPort(22);
                return port;
            }
        })::portOutOfRangeIsRefused);
    }

    @Test
    void capabilityThatIsNoneIsFound() {
        violates(with(host -> new View(host) {
            @Override
            @SuppressWarnings("unchecked")
            public <T> Optional<T> capability(Class<T> type) {
                // As one does that does not look at what it is asked for.
                return (Optional<T>) Optional.of(this);
            }
        })::capabilityThatNobodyHasIsEmpty);
    }

    @Test
    void secondSetupThatIsNotRefusedIsFound() {
        violates(with(RepeatableSetup::new)::secondSetupIsRefused);
    }

    @Test
    void setupAfterTeardownThatIsNotRefusedIsFound() {
        violates(with(RepeatableSetup::new)::setupAfterTeardownIsRefused);
    }

    @Test
    void refusedSetupThatTearsTheHostDownIsFound() {
        violates(with(TearingDownWhenRefused::new)::secondSetupIsRefused);
    }

    @Test
    void refusedSetupThatEndsTheRunningOneIsFound() {
        violates(with(TearingDownWhenRefused::new)::refusedSetupLeavesTheRunningOneAlone);
    }

    @Test
    void teardownThatNeedsASetupIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public void teardown() {
                getHostName();
                super.teardown();
            }
        })::teardownBeforeSetupIsHarmless);
    }

    @Test
    void secondTeardownThatThrowsIsFound() {
        violates(with(host -> new View(host) {
            private boolean done;

            @Override
            public void teardown() {
                if (done) {
                    throw new CloudHostException("it is gone already");
                }
                done = true;
                super.teardown();
            }

            @Override
            public void close() {}
        })::teardownIsIdempotent);
    }

    @Test
    void closeThatDoesNothingIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public void close() {}
        })::closeTearsDown);
    }

    @Test
    void leftoverIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public void teardown() {
                super.teardown();
                machines.add("left");
            }
        })::hostIsGoneAfterItsTeardown);
    }

    @Test
    void teardownThatRemovesTheMachinesOfOthersIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public void teardown() {
                super.teardown();
                machines.clear();
            }
        })::hostsAreIndependent);
    }

    @Test
    void setupByAnInterruptedThreadIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public void setup() {
                boolean interrupted = Thread.interrupted();
                super.setup();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        })::interruptedThreadSetsNothingUp);
    }

    @Test
    void interruptThatASetupSwallowsIsFound() {
        violates(with(SwallowingInterrupts::new)::interruptedThreadSetsNothingUp);
        violates(with(SwallowingInterrupts::new)::interruptEndsARunningSetup);
    }

    @Test
    void interruptThatATeardownSwallowsIsFound() {
        violates(with(SwallowingInterrupts::new)::interruptedThreadTearsDown);
    }

    @Test
    void failedSetupThatDoesNotThrowIsFound() {
        violates(with(SilentFailure::new)::failedSetupLeavesNothing);
    }

    @Test
    void leftoverOfAFailedSetupIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public void setup() {
                try {
                    super.setup();
                } catch (HostSetupException e) {
                    machines.add("left");
                    throw e;
                }
            }
        })::failedSetupLeavesNothing);
    }

    @Test
    void foreignExceptionOfAFailedSetupIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public void setup() {
                try {
                    super.setup();
                } catch (HostSetupException e) {
                    throw new IllegalArgumentException(e);
                }
            }
        })::failedSetupLeavesNothing);
    }

    @Test
    void setupThatATeardownEndsWithoutAnExceptionIsFound() {
        violates(with(SilentFailure::new)::teardownEndsARunningSetup);
    }

    @Test
    void teardownThatReturnsTooEarlyIsFound() {
        violates(with(host -> new View(host) {
            private boolean called;

            @Override
            public void teardown() {
                // The first call leaves the work to the one that closes the host.
                if (called) {
                    super.teardown();
                }
                called = true;
            }
        })::teardownEndsARunningSetup);
    }

    @Test
    void teardownThatReturnsWhileAnotherOneIsAtWorkIsFound() {
        violates(with(ImpatientSecondTeardown::new)::teardownFromTwoThreadsIsOne);
        violates(with(ImpatientSecondTeardown::new)::teardownFromTwoThreadsEndsARunningSetup);
    }

    @Test
    void nameOfAHostThatIsBeingSetUpIsFound() {
        violates(with(host -> new View(host) {
            @Override
            public String getHostName() {
                return "198.51.100.7";
            }
        })::hostIsNotUpDuringItsSetup);
    }

    @Test
    void checkForLeftoversThatSeesNothingIsFound() {
        violates(new Contract(machines, host -> host) {
            @Override
            protected void assertNothingIsLeft() {}
        }::hostIsUpAfterItsSetup);
    }

    private Contract with(Function<CloudHost, CloudHost> violation) {
        return new Contract(machines, violation);
    }

    private static class Contract extends CreatingCloudHostContract {

        private final Set<Object> machines;
        private final Function<CloudHost, CloudHost> violation;

        Contract(Set<Object> machines, Function<CloudHost, CloudHost> violation) {
            this.machines = machines;
            this.violation = violation;
        }

        @Override
        protected CloudHost host() {
            return violation.apply(new FakeHost(machines));
        }

        @Override
        protected CloudHost failingHost() {
            return violation.apply(new FakeHost(machines, () -> {
                throw new CloudHostException("broken on purpose");
            }));
        }

        @Override
        protected CloudHost waitingHost(CountDownLatch waiting, CountDownLatch release) {
            return violation.apply(new FakeHost(machines, () -> {
                waiting.countDown();
                release.await();
            }));
        }

        @Override
        protected void assertNothingIsLeft() {
            assertThat(machines).isEmpty();
        }
    }

    /** Hands everything on to another host. */
    private static class View implements CloudHost {

        private final CloudHost host;

        View(CloudHost host) {
            this.host = host;
        }

        @Override
        public void setup() {
            host.setup();
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

    private static final class RepeatableSetup extends View {

        private boolean done;

        RepeatableSetup(CloudHost host) {
            super(host);
        }

        @Override
        public void setup() {
            if (!done) {
                super.setup();
            }
            done = true;
        }
    }

    private static final class TearingDownWhenRefused extends View {

        TearingDownWhenRefused(CloudHost host) {
            super(host);
        }

        @Override
        public void setup() {
            try {
                super.setup();
            } catch (IllegalStateException e) {
                teardown();
                throw e;
            }
        }
    }

    private static final class SwallowingInterrupts extends View {

        SwallowingInterrupts(CloudHost host) {
            super(host);
        }

        @Override
        public void setup() {
            try {
                super.setup();
            } finally {
                Thread.interrupted();
            }
        }

        @Override
        public void teardown() {
            super.teardown();
            Thread.interrupted();
        }
    }

    /** The second teardown returns at once; the first one begins when the second one's caller has looked at what is left. */
    private static final class ImpatientSecondTeardown extends View {

        private final AtomicInteger calls = new AtomicInteger();
        private final CompletableFuture<Thread> second = new CompletableFuture<>();

        ImpatientSecondTeardown(CloudHost host) {
            super(host);
        }

        @Override
        public void teardown() {
            int call = calls.incrementAndGet();
            if (call == 2) {
                second.complete(Thread.currentThread());
                return;
            }
            if (call == 1) {
                awaitEndOf(second.join());
            }
            super.teardown();
        }

        private static void awaitEndOf(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class SilentFailure extends View {

        SilentFailure(CloudHost host) {
            super(host);
        }

        @Override
        public void setup() {
            try {
                super.setup();
            } catch (HostSetupException e) {
                // The violation.
            }
        }
    }
}
