package io.cloudhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.cloudhost.api.Finding.Verdict;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.Examination;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LimitedExaminationTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final LimitedExamination examination = new LimitedExamination(Optional.of("box"), findings::add);

    @Test
    void handsOnWhatIsFoundAndWhatIsReturned() {
        Optional<String> result = examination.run("provider file", LONG, found -> {
            found.good("disk", "is there");
            found.doubtful("network", "is slow", "wait");
            return "done";
        });

        assertThat(result).contains("done");
        assertThat(findings)
                .containsExactly(
                        new Finding(Optional.of("box"), Verdict.GOOD, "disk", "is there", Optional.empty()),
                        new Finding(Optional.of("box"), Verdict.DOUBTFUL, "network", "is slow", Optional.of("wait")));
    }

    @Test
    void oneThatThrowsIsOneBadLineAfterTheOthers() {
        Optional<String> result = examination.run("provider file", LONG, found -> {
            found.good("disk", "is there");
            throw new IllegalStateException("a bug");
        });

        assertThat(result).isEmpty();
        assertThat(findings)
                .extracting(Finding::verdict, Finding::subject, Finding::finding)
                .containsExactly(
                        tuple(Verdict.GOOD, "disk", "is there"),
                        tuple(
                                Verdict.BAD,
                                "provider file",
                                "its examination failed: java.lang.IllegalStateException: a bug"));
    }

    @Test
    void oneThatCannotBeLinkedIsOneBadLine() {
        examination.run("provider file", LONG, found -> {
            throw new NoSuchMethodError("Settings.gone()");
        });

        assertThat(findings)
                .extracting(Finding::finding)
                .containsExactly("its examination failed: java.lang.NoSuchMethodError: Settings.gone()");
    }

    @Test
    void oneThatHangsIsOneBadLineAndIsHeardNoMore() {
        Queue<Examination> given = new ConcurrentLinkedQueue<>();

        Optional<Boolean> result = examination.run("provider file", Duration.ofSeconds(1), found -> {
            given.add(found);
            new CountDownLatch(1).await();
            return true;
        });
        given.remove().good("disk", "is there after all");

        assertThat(result).isEmpty();
        assertThat(findings)
                .extracting(Finding::verdict, Finding::subject, Finding::finding)
                .containsExactly(tuple(Verdict.BAD, "provider file", "its examination did not end within 1 s"));
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(CloudHostException.class)
                .isThrownBy(() -> examination.run("provider file", LONG, found -> true))
                .withMessage("interrupted while examining the provider file of box");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(findings).isEmpty();
    }
}
