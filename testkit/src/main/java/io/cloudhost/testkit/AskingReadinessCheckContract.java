package io.cloudhost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.Readiness.Verdict;
import io.cloudhost.core.spi.ReadinessCheck;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Test what every readiness check must do that asks somebody, who may not answer at all. */
public abstract class AskingReadinessCheckContract extends ReadinessCheckContract {

    /** How long a look may take that gets no answer. */
    private static final Duration REMAINING = Duration.ofMillis(300);

    /** For subclasses. */
    protected AskingReadinessCheckContract() {}

    /**
     * Arrange the machine so that whoever is asked takes the question and never answers. Called before {@link #section()}.
     *
     * @return counted down when the question has arrived
     * @throws Exception when that fails
     */
    protected abstract CountDownLatch arrangeSilence() throws Exception;

    /**
     * A look ends when its time is over; the machine may still become ready.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void lookEndsWithItsTime() throws Exception {
        arrangeSilence();
        try (ReadinessCheck check = create()) {
            looksLike(
                    Verdict.NOT_YET,
                    BackgroundCall.start(() -> check.look(machine(REMAINING))).await(REMAINING.plus(tolerance())));
        }
    }

    /**
     * An interrupt ends a look with an {@link InterruptedException}; one that cannot be interrupted ends with its time.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void interruptedLookTellsNothingOfTheMachine() throws Exception {
        CountDownLatch asked = arrangeSilence();
        try (ReadinessCheck check = create()) {
            BackgroundCall<Optional<Readiness>> look = BackgroundCall.start(() -> {
                try {
                    return Optional.of(check.look(machine(REMAINING)));
                } catch (InterruptedException e) {
                    return Optional.empty();
                }
            });
            assertThat(asked.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("somebody was asked")
                    .isTrue();
            look.interrupt();

            look.await(REMAINING.plus(tolerance())).ifPresent(seen -> looksLike(Verdict.NOT_YET, seen));
        }
    }

    /**
     * A check is closed while another thread still looks, and waits for nobody.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void closeWaitsForNoLook() throws Exception {
        CountDownLatch asked = arrangeSilence();
        ReadinessCheck check = create();
        BackgroundCall<Readiness> look = BackgroundCall.start(() -> check.look(machine(PATIENCE)));
        assertThat(asked.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("somebody was asked")
                .isTrue();

        assertThatCode(() -> soon(() -> {
                    check.close();
                    return "closed";
                }))
                .doesNotThrowAnyException();
        look.interrupt();
    }

    /**
     * What a check says of itself, it says without asking.
     *
     * @throws Exception when the test fails
     */
    @Test
    public void onlyALookAsksSomebody() throws Exception {
        CountDownLatch asked = arrangeSilence();
        try (ReadinessCheck check = create()) {
            assertThat(soon(check::description)).isNotNull();
            assertThat(soon(check::needs)).isNotNull();
            assertThat(asked.getCount()).as("nobody was asked").isPositive();
        }
    }
}
