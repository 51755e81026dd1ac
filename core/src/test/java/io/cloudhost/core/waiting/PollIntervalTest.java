package io.cloudhost.core.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PollIntervalTest {

    @Test
    void whoAnswersAtOnceIsAskedTenTimesASecond() {
        assertThat(pauses(0, 0, 0, 0)).containsExactly(100L, 100L, 100L, 100L);
    }

    @Test
    void whoIsSlowIsAskedAtIntervalsThatGrowFromATenthOfASecondToAWholeOne() {
        assertThat(pauses(0, 100, 100, 100, 100, 100, 100, 100, 100))
                .as("a look takes 100 ms, and two of them lie within an interval")
                .containsExactly(100L, 50L, 50L, 50L, 137L, 306L, 559L, 800L, 800L);
    }

    @Test
    void theIntervalIsNoMoreThanTenTimesWhatALookTakes() {
        assertThat(pauses(20, 20, 20, 20, 20)).containsExactly(60L, 110L, 160L, 160L, 160L);
    }

    @Test
    void whoTakesLongerThanAnIntervalGetsAPauseAllTheSame() {
        assertThat(pauses(20_000, 20_000)).containsExactly(50L, 50L);
    }

    private static List<Long> pauses(long... looks) {
        PollInterval interval = new PollInterval();
        return Stream.iterate(0, i -> i < looks.length, i -> i + 1)
                .map(i -> interval.pauseAfter(Duration.ofMillis(looks[i])).toMillis())
                .toList();
    }
}
