package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudhost.core.CloudHostException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ShutdownGuardTest {

    private static final int INTERRUPTED = 99;

    private final StringWriter err = new StringWriter();
    private final FakeShutdownHooks hooks = new FakeShutdownHooks();
    private final Screen screen = new Screen(new PrintWriter(err), Optional.empty());
    private final FailureReporter failures = new FailureReporter(screen.lines(), new CommonOptions());
    private CompletableFuture<Void> shutdown = CompletableFuture.completedFuture(null);
    private final ShutdownGuard guard = guard(Duration.ofSeconds(30));

    @Test
    void returnsWhatTheWorkReturnsAndNeverEndsIt() throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();

        assertThat(guard.run(() -> 42, () -> ended.set(true))).isEqualTo(42);
        hooks.shutDown();
        assertThat(ended).isFalse();
    }

    @Test
    void beginsNothingWhereTheProcessIsEndingAlready() throws InterruptedException {
        hooks.shutDown();

        int status = guard.run(() -> fail(new CloudHostException("begun")), () -> {});

        assertThat(status).isEqualTo(1);
        assertThat(guard.isEnding()).isTrue();
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
                    shutDown(guard);
                    return fail(new CloudHostException("torn down meanwhile"));
                },
                () -> ended.set(true));
        shutdown.join();

        assertThat(status).isEqualTo(1);
        assertThat(ended).isTrue();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void reportsAnEndThatFails() {
        guard.run(() -> shutDown(guard), () -> fail(new CloudHostException("box-1 cannot be removed")));
        shutdown.join();

        assertThat(err).hasToString("cloudhost: box-1 cannot be removed\n");
    }

    @Test
    void waitsForTheLastWordsOfTheWorkThatItEnds() {
        CountDownLatch ended = new CountDownLatch(1);

        guard.run(
                () -> {
                    shutDown(guard);
                    awaitUnlessInterrupted(ended);
                    assertThat(shutdown).isNotDone();
                    return 0;
                },
                ended::countDown);

        shutdown.join();
    }

    @Test
    void doesNotWaitForeverForTheEnd() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        ShutdownGuard impatient = guard(Duration.ofMillis(1));

        // What is in the middle of something dear is not to be disturbed by an interrupt: nor is this.
        impatient.run(() -> shutDown(impatient), never::join);
        shutdown.join();

        assertThat(err)
                .hasToString("cloudhost: the host is not gone after 0 s; 'cloudhost list' shows what is left, "
                        + "'cloudhost down NAME' removes it\n");
        never.complete(null);
    }

    @Test
    void hurriesBothTheEndAndTheWorkBeforeTheTimeIsOver() {
        CountDownLatch orderlyEnd = new CountDownLatch(1);
        ShutdownGuard impatient = guard(Duration.ofMillis(600));

        int status = impatient.run(
                () -> {
                    shutDown(impatient);
                    return awaitUnlessInterrupted(orderlyEnd);
                },
                () -> awaitUnlessInterrupted(orderlyEnd));
        shutdown.join();

        assertThat(status).isEqualTo(INTERRUPTED);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void doesNotWaitForWorkThatCanBeCutShortAnywhere() {
        guard.run(() -> {
            shutDown(guard);
            shutdown.join();
            return 0;
        });

        assertThat(guard.isEnding()).isTrue();
    }

    @Test
    void erasesTheStatusWhenTheEndIsOver() {
        LiveFixture live = new LiveFixture(80, Ansi.OFF);
        live.activity().begin("removing box");
        ShutdownGuard drawing = new ShutdownGuard(hooks, live.screen(), failures, Duration.ofSeconds(30));

        AtomicReference<String> seenAtEnd = new AtomicReference<>();

        drawing.run(() -> shutDown(drawing), () -> seenAtEnd.set(live.seen()));
        shutdown.join();

        assertThat(seenAtEnd.get()).contains("removing box");
        assertThat(live.seen()).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    private ShutdownGuard guard(Duration limit) {
        return new ShutdownGuard(hooks, screen, failures, limit);
    }

    /** Asks the process to end, and returns when the guard knows. */
    private int shutDown(ShutdownGuard asked) {
        shutdown = CompletableFuture.runAsync(() -> {
            try {
                hooks.shutDown();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(asked::isEnding);
        return 0;
    }

    private static int awaitUnlessInterrupted(CountDownLatch latch) {
        try {
            latch.await();
            return 0;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    private static int fail(CloudHostException failure) {
        throw failure;
    }
}
