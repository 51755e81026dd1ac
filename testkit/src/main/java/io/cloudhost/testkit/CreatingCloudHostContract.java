package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Test what every host must do whose setup creates something, which may fail or be ended half way. */
public abstract class CreatingCloudHostContract extends CloudHostContract {

    /** For subclasses. */
    protected CreatingCloudHostContract() {}

    /**
     * Make a host whose setup fails after it has created something.
     *
     * @return a new one, not set up yet
     * @throws Exception when that fails
     */
    protected abstract CloudHost failingHost() throws Exception;

    /**
     * Make a host whose setup waits on its way, and succeeds when it may go on.
     *
     * @param waiting to be counted down when the setup has created something and is about to wait
     * @param release to be awaited then, until it is released or the thread is interrupted
     * @return a new one, not set up yet
     * @throws Exception when that fails
     */
    protected abstract CloudHost waitingHost(CountDownLatch waiting, CountDownLatch release) throws Exception;

    /**
     * A setup that fails throws, and leaves nothing.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void failedSetupLeavesNothing() throws Exception {
        try (CloudHost host = failingHost()) {
            assertThatThrownBy(host::setup).isInstanceOf(CloudHostException.class);

            assertGone(host);
            assertThatCode(host::teardown).doesNotThrowAnyException();
        }
    }

    /**
     * A teardown from another thread ends a setup with an exception, and returns when nothing is left.
     *
     * @throws Throwable when the test fails
     */
    @Test
    public void teardownEndsARunningSetup() throws Throwable {
        CountDownLatch waiting = new CountDownLatch(1);
        try (CloudHost host = waitingHost(waiting, new CountDownLatch(1))) {
            BackgroundCall<Ended> setup = startAndAwait(waiting, host);

            host.teardown();

            assertGone(host);
            assertThat(setup.await(PATIENCE).failure()).isInstanceOf(CloudHostException.class);
            assertGone(host);
        }
    }

    /**
     * Teardowns from two threads end a setup, and both return when nothing is left.
     *
     * @throws Throwable when the test fails
     */
    @Test
    public void teardownFromTwoThreadsEndsARunningSetup() throws Throwable {
        CountDownLatch waiting = new CountDownLatch(1);
        try (CloudHost host = waitingHost(waiting, new CountDownLatch(1))) {
            BackgroundCall<Ended> setup = startAndAwait(waiting, host);

            tearDownFromTwoThreads(host);

            assertThat(setup.await(PATIENCE).failure()).isInstanceOf(CloudHostException.class);
        }
    }

    /**
     * A host has neither a name nor ports while it is set up.
     *
     * @throws Throwable when the test fails
     */
    @Test
    public void hostIsNotUpDuringItsSetup() throws Throwable {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (CloudHost host = waitingHost(waiting, release)) {
            BackgroundCall<Ended> setup = startAndAwait(waiting, host);

            assertNotUp(host);

            release.countDown();
            assertThat(setup.await(PATIENCE).failure()).as("the setup").isNull();
            assertUp(host);
        }
    }

    /**
     * An interrupt ends a setup with an exception; nothing is left, and the thread stays interrupted.
     *
     * @throws Throwable when the test fails
     */
    @Test
    public void interruptEndsARunningSetup() throws Throwable {
        CountDownLatch waiting = new CountDownLatch(1);
        try (CloudHost host = waitingHost(waiting, new CountDownLatch(1))) {
            BackgroundCall<Ended> setup = startAndAwait(waiting, host);

            setup.interrupt();

            Ended ended = setup.await(PATIENCE);
            assertThat(ended.failure()).isInstanceOf(CloudHostException.class);
            assertThat(ended.interrupted())
                    .as("the thread is still interrupted")
                    .isTrue();
            assertGone(host);
        }
    }

    /**
     * A second setup is refused while the first one runs, and does not disturb it.
     *
     * @throws Throwable when the test fails
     */
    @Test
    public void refusedSetupLeavesTheRunningOneAlone() throws Throwable {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (CloudHost host = waitingHost(waiting, release)) {
            BackgroundCall<Ended> setup = startAndAwait(waiting, host);

            assertThatIllegalStateException().as("a second setup").isThrownBy(host::setup);

            release.countDown();
            assertThat(setup.await(PATIENCE).failure()).as("the first setup").isNull();
            assertUp(host);
        }
    }

    /** A host that is up is also there: it is what {@link #assertNothingIsLeft()} finds. */
    @Override
    void assertUp(CloudHost host) {
        super.assertUp(host);
        assertThatThrownBy(this::assertNothingIsLeft)
                .as("assertNothingIsLeft() while a host is up")
                .isInstanceOf(AssertionError.class);
    }

    private static BackgroundCall<Ended> startAndAwait(CountDownLatch waiting, CloudHost host)
            throws InterruptedException {
        BackgroundCall<Ended> setup = start(host::setup);
        assertThat(waiting.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("the setup waits")
                .isTrue();
        return setup;
    }
}
