package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Test what every host must do. Extend this where a setup creates nothing, and {@link CreatingCloudHostContract} where it
 * does.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class CloudHostContract {

    /** More time than any setup in a test needs. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** For subclasses. */
    protected CloudHostContract() {}

    /**
     * Make a host whose setup succeeds.
     *
     * @return a new one each time, not set up yet; the test tears it down
     * @throws Exception when that fails
     */
    protected abstract CloudHost host() throws Exception;

    /**
     * Assert that nothing is left of any host that this test made. Throws an {@link AssertionError} while one is up.
     *
     * @throws Exception when that fails
     */
    protected abstract void assertNothingIsLeft() throws Exception;

    /**
     * A host has neither a name nor ports before its setup.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void hostIsNotUpBeforeItsSetup() throws Exception {
        try (CloudHost host = host()) {
            assertNotUp(host);
        }
    }

    /**
     * A host has a name and ports after its setup.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void hostIsUpAfterItsSetup() throws Exception {
        try (CloudHost host = host()) {
            host.setup();

            assertUp(host);
        }
    }

    /**
     * A host has neither a name nor ports after its teardown, and nothing is left of it.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void hostIsGoneAfterItsTeardown() throws Exception {
        try (CloudHost host = host()) {
            host.setup();
            host.teardown();

            assertGone(host);
        }
    }

    /**
     * What is no port is refused.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void portOutOfRangeIsRefused() throws Exception {
        try (CloudHost host = host()) {
            host.setup();

            assertThatIllegalArgumentException().as("port 0").isThrownBy(() -> host.getPort(0));
            assertThatIllegalArgumentException().as("port 65536").isThrownBy(() -> host.getPort(65536));
        }
    }

    /**
     * What a host cannot do it says it cannot, before its setup, while it is up, and after its teardown.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void capabilityThatNobodyHasIsEmpty() throws Exception {
        try (CloudHost host = host()) {
            assertHasNo(Unheard.class, host);
            host.setup();
            assertHasNo(Unheard.class, host);
            host.teardown();
            assertHasNo(Unheard.class, host);
        }
    }

    /** Something that no provider can have heard of. */
    private interface Unheard {}

    private static void assertHasNo(Class<?> capability, CloudHost host) {
        assertThat(host.capability(capability))
                .as("a capability that nobody has")
                .isEmpty();
    }

    /**
     * A second setup is refused, and leaves the host as it is.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void secondSetupIsRefused() throws Exception {
        try (CloudHost host = host()) {
            host.setup();
            String name = host.getHostName();

            assertThatIllegalStateException().as("a second setup").isThrownBy(host::setup);

            assertUp(host);
            assertThat(host.getHostName()).isEqualTo(name);
            host.teardown();
            assertGone(host);
        }
    }

    /**
     * A setup after a teardown is refused, and creates nothing.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void setupAfterTeardownIsRefused() throws Exception {
        try (CloudHost host = host()) {
            host.setup();
            host.teardown();

            assertThatIllegalStateException().as("a setup after a teardown").isThrownBy(host::setup);

            assertGone(host);
        }
    }

    /**
     * A teardown before the setup does nothing but keep the host from being set up.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void teardownBeforeSetupIsHarmless() throws Exception {
        try (CloudHost host = host()) {
            assertThatCode(host::teardown).doesNotThrowAnyException();

            assertThatIllegalStateException().as("a setup after a teardown").isThrownBy(host::setup);
            assertGone(host);
        }
    }

    /**
     * A second teardown does nothing.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void teardownIsIdempotent() throws Exception {
        try (CloudHost host = host()) {
            host.setup();
            host.teardown();

            assertThatCode(host::teardown).doesNotThrowAnyException();

            assertGone(host);
        }
    }

    /**
     * Of two threads that tear a host down, both return when it is gone.
     *
     * @throws Throwable when the test fails
     */
    @Test
    public void teardownFromTwoThreadsIsOne() throws Throwable {
        try (CloudHost host = host()) {
            host.setup();

            tearDownFromTwoThreads(host);
        }
    }

    /**
     * To close a host is to tear it down.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void closeTearsDown() throws Exception {
        CloudHost closed;
        try (CloudHost host = host()) {
            host.setup();
            closed = host;
        }

        assertGone(closed);
    }

    /**
     * Two hosts are set up at the same time, and the one stays up when the other is torn down.
     *
     * @throws Throwable when the test fails
     */
    @Test
    public void hostsAreIndependent() throws Throwable {
        try (CloudHost one = host();
                CloudHost other = host()) {
            BackgroundCall<Ended> setup = start(one::setup);
            other.setup();
            assertThat(setup.await(PATIENCE).failure()).as("the other setup").isNull();
            String name = other.getHostName();

            one.teardown();

            assertNotUp(one);
            assertUp(other);
            assertThat(other.getHostName()).isEqualTo(name);
            other.teardown();
            assertGone(other);
        }
    }

    /**
     * A thread that was interrupted beforehand sets nothing up, and stays interrupted.
     *
     * @throws Throwable when the test fails
     */
    @Test
    public void interruptedThreadSetsNothingUp() throws Throwable {
        try (CloudHost host = host()) {
            Ended setup = startInterrupted(host::setup).await(PATIENCE);

            assertThat(setup.failure()).isInstanceOf(CloudHostException.class);
            assertThat(setup.interrupted())
                    .as("the thread is still interrupted")
                    .isTrue();
            assertGone(host);
        }
    }

    /**
     * A thread that was interrupted beforehand tears down completely, and stays interrupted.
     *
     * @throws Throwable when the test fails
     */
    @Test
    public void interruptedThreadTearsDown() throws Throwable {
        try (CloudHost host = host()) {
            host.setup();

            Ended teardown = startInterrupted(host::teardown).await(PATIENCE);

            assertThat(teardown.failure()).isNull();
            assertThat(teardown.interrupted())
                    .as("the thread is still interrupted")
                    .isTrue();
            assertGone(host);
        }
    }

    void assertUp(CloudHost host) {
        assertThatCode(host::getHostName).as("the name of a host that is up").doesNotThrowAnyException();
        assertThat(host.getHostName()).isNotBlank();
        assertThat(host.getPort(22)).isBetween(1, 65535);
    }

    final void assertGone(CloudHost host) throws Exception {
        assertNotUp(host);
        assertNothingIsLeft();
    }

    final void tearDownFromTwoThreads(CloudHost host) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ThrowingCallable teardown = () -> {
            together.await();
            host.teardown();
            assertGone(host);
        };
        BackgroundCall<Ended> one = start(teardown);
        BackgroundCall<Ended> other = start(teardown);
        assertThat(one.await(PATIENCE).failure()).as("one teardown of two").isNull();
        assertThat(other.await(PATIENCE).failure())
                .as("the other teardown of two")
                .isNull();
    }

    static void assertNotUp(CloudHost host) {
        assertThatIllegalStateException()
                .as("the name of a host that is not up")
                .isThrownBy(host::getHostName);
        assertThatIllegalStateException()
                .as("the port of a host that is not up")
                .isThrownBy(() -> host.getPort(22));
    }

    static BackgroundCall<Ended> start(ThrowingCallable call) {
        return BackgroundCall.start(() -> Ended.after(call));
    }

    private static BackgroundCall<Ended> startInterrupted(ThrowingCallable call) {
        return BackgroundCall.start(() -> {
            Thread.currentThread().interrupt();
            return Ended.after(call);
        });
    }

    /** How a call ended, and whether it left its thread interrupted. */
    record Ended(@Nullable Throwable failure, boolean interrupted) {

        static Ended after(ThrowingCallable call) {
            Throwable failure = catchThrowable(call);
            return new Ended(failure, Thread.currentThread().isInterrupted());
        }
    }
}
