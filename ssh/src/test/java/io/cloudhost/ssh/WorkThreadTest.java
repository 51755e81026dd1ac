package io.cloudhost.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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
        CountDownLatch wasOver = new CountDownLatch(1);
        Iterator<Duration> left =
                List.of(Duration.ofMillis(1), Duration.ofMinutes(5)).iterator();

        String result = thread.call(
                patience(() -> {
                    Duration next = left.next();
                    if (!left.hasNext()) {
                        wasOver.countDown();
                    }
                    return next;
                }),
                () -> {
                    wasOver.await();
                    return "done";
                });

        assertThat(result).isEqualTo("done");
    }

    @Test
    void workIsInterruptedWhenPatienceIsOver() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> thread.call(
                        patience(() -> begun.getCount() == 0 ? Duration.ZERO : Duration.ofMillis(1)), () -> {
                            begun.countDown();
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                            return "";
                        }));
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static Patience patience(Supplier<Duration> left) {
        return new Patience() {
            @Override
            public Duration limit() {
                return Duration.ofMinutes(5);
            }

            @Override
            public Duration left() {
                return left.get();
            }
        };
    }
}
