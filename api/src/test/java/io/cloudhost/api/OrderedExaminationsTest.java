package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudhost.api.Finding.Verdict;
import io.cloudhost.core.CloudHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OrderedExaminationsTest {

    private final List<Finding> heard = new ArrayList<>();

    @Test
    void whatComesLateIsNotWaitedForByOthersAndStillHeardInItsTurn() {
        CountDownLatch second = new CountDownLatch(1);

        OrderedExaminations.run(
                List.of(
                        findings -> {
                            findings.accept(finding("one"));
                            await(second);
                            findings.accept(finding("two"));
                        },
                        findings -> {
                            findings.accept(finding("three"));
                            second.countDown();
                        }),
                heard::add);

        assertThat(heard).extracting(Finding::subject).containsExactly("one", "two", "three");
    }

    @Test
    void whoseTurnItIsIsHeardAtOnce() {
        CountDownLatch told = new CountDownLatch(1);

        OrderedExaminations.run(
                List.of(findings -> {
                    findings.accept(finding("one"));
                    await(told);
                    findings.accept(finding("two"));
                }),
                finding -> {
                    heard.add(finding);
                    told.countDown();
                });

        assertThat(heard).hasSize(2);
    }

    @Test
    void anInterruptEndsThoseUnderWay() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatThrownBy(() -> OrderedExaminations.run(
                        List.of(findings -> {
                            findings.accept(finding("one"));
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                        }),
                        finding -> Thread.currentThread().interrupt()))
                .isInstanceOf(CloudHostException.class)
                .hasMessage("interrupted while examining hosts");

        assertThat(Thread.interrupted()).isTrue();
        interrupted.await();
    }

    @Test
    void aFailureOfTheirOwnIsNotLost() {
        IllegalStateException bug = new IllegalStateException("a bug");

        assertThatThrownBy(() -> OrderedExaminations.run(
                        List.of(findings -> {
                            throw bug;
                        }),
                        heard::add))
                .hasMessage("an examination failed unexpectedly")
                .hasCause(bug);
    }

    private static Finding finding(String subject) {
        return new Finding(Optional.empty(), Verdict.GOOD, subject, "is there", Optional.empty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
