package io.cloudhost.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkThreadTest {

    private static final Deadline LONG = Deadline.in(Duration.ofMinutes(5));

    private final WorkThread thread = new WorkThread("test");
    private final CountDownLatch never = new CountDownLatch(1);
    private final CompletableFuture<String> loss = new CompletableFuture<>();

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void workThatNobodyTellsOfTheLossEndsWithIt() {
        loss.complete("Connection reset");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> thread.call(LONG, loss, () -> {
                    never.await();
                    return "";
                }))
                .withMessage("Connection reset");
    }

    @Test
    void workThatHasAllItsAnswersComesToItsEnd() throws Exception {
        String result = thread.call(LONG, loss, () -> {
            loss.complete("the command shut the machine down");
            return "done";
        });

        assertThat(result).isEqualTo("done");
    }

    @Test
    void patienceMayGrowMeanwhile() throws Exception {
        Progress progress = new Progress(Duration.ofMillis(200));

        String result = thread.call(progress, () -> {
            for (int i = 0; i < 20; i++) {
                // Less than patience, and all together more.
                assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
                progress.moved();
            }
            return "done";
        });

        assertThat(result).isEqualTo("done");
    }

    @Test
    void workIsInterruptedWhenPatienceIsOver() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> thread.call(Deadline.in(Duration.ofMillis(50)), () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return "";
                }));
        interrupted.await();
    }
}
