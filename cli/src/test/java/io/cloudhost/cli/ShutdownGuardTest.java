package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.core.CloudHostException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ShutdownGuardTest {

    private final StringWriter err = new StringWriter();
    private final FakeShutdownHooks hooks = new FakeShutdownHooks();
    private final ShutdownGuard guard = guard(Duration.ofSeconds(30));

    @Test
    void returnsWhatTheWorkReturnsAndNeverEndsIt() throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();

        assertThat(guard.run(() -> 42, () -> ended.set(true))).isEqualTo(42);
        hooks.shutDown();
        assertThat(ended).isFalse();
    }

    @Test
    void passesAFailureOn() {
        CloudHostException failure = new CloudHostException("no");

        assertThatThrownBy(() -> guard.run(() -> fail(failure), () -> {})).isSameAs(failure);
        assertThat(hooks.isEmpty()).isTrue();
    }

    @Test
    void keepsTheFailureOfEndedWorkToItself() {
        AtomicBoolean ended = new AtomicBoolean();

        int status = guard.run(
                () -> {
                    shutDown();
                    return fail(new CloudHostException("torn down meanwhile"));
                },
                () -> ended.set(true));

        assertThat(status).isEqualTo(1);
        assertThat(ended).isTrue();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void reportsAnEndThatFails() {
        guard.run(this::shutDown, () -> fail(new CloudHostException("box-1 cannot be removed")));

        assertThat(err).hasToString("cloudhost: box-1 cannot be removed\n");
    }

    @Test
    void doesNotWaitForeverForTheEnd() {
        CountDownLatch never = new CountDownLatch(1);

        guard(Duration.ofMillis(1)).run(this::shutDown, () -> awaitForever(never));

        assertThat(err)
                .hasToString("cloudhost: the host is not gone after 0 s; 'cloudhost list' shows what is left, "
                        + "'cloudhost down NAME' removes it\n");
        never.countDown();
    }

    private ShutdownGuard guard(Duration limit) {
        return new ShutdownGuard(hooks, new FailureReporter(new PrintWriter(err), new CommonOptions()), limit);
    }

    private int shutDown() {
        try {
            hooks.shutDown();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return 0;
    }

    private static void awaitForever(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int fail(CloudHostException failure) {
        throw failure;
    }
}
