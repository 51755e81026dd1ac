package io.cloudhost.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.ManualClock;
import io.cloudhost.core.SetupPhase;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private final ManualClock clock = new ManualClock();
    private final Timeline timeline = new Timeline(clock);

    @Test
    void eachEventHasItsTime() {
        timeline.phaseStarted("host", SetupPhase.START);
        clock.pass(Duration.ofMillis(1500));
        timeline.note("the clone was started");
        timeline.phaseCompleted("host", SetupPhase.START, "", Duration.ofMillis(1500));
        timeline.phaseFailed("host", SetupPhase.ADDRESS, new IllegalStateException("broken"), Duration.ZERO);

        assertThat(timeline.text()).isEqualTo("""
                1970-01-01T00:00:00Z  start began
                1970-01-01T00:00:01.500Z  the clone was started
                1970-01-01T00:00:01.500Z  start done
                1970-01-01T00:00:01.500Z  address failed: java.lang.IllegalStateException: broken
                """);
    }

    @Test
    void ofVeryManyTheFirstAndTheLastAreKept() {
        IntStream.rangeClosed(1, 1007).forEach(number -> timeline.note("event " + number));

        assertThat(timeline.text().lines())
                .hasSize(1001)
                .contains("1970-01-01T00:00:00Z  event 100", "... 7 events were not kept ...")
                .contains("1970-01-01T00:00:00Z  event 108")
                .last()
                .isEqualTo("1970-01-01T00:00:00Z  event 1007");
    }
}
