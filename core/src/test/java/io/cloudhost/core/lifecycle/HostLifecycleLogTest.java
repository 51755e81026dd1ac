package io.cloudhost.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.ManualClock;
import io.cloudhost.core.SetupPhase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The story that the log tells at INFO. */
class HostLifecycleLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(HostLifecycle.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ManualClock clock = new ManualClock();

    /** Others log at the same time. */
    private final String label = "host-" + UUID.randomUUID();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void hasALineForEachPhaseAndOneForTheTeardown() {
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.CLONE, "2 volumes", 210), step(SetupPhase.START, "", 30));

        lifecycle.setup();
        lifecycle.teardown();

        assertThat(story())
                .containsExactly(
                        "INFO LABEL: clone took 210 ms: 2 volumes",
                        "INFO LABEL: start took 30 ms",
                        "INFO LABEL is up after 240 ms",
                        "INFO LABEL is gone after 7 ms");
    }

    @Test
    void saysWhatFailedAndThatNothingIsLeft() {
        HostLifecycle lifecycle = lifecycle(step(SetupPhase.CLONE, "2 volumes", 210), new Step(SetupPhase.START) {
            @Override
            public String perform() {
                throw new CloudHostException("no memory");
            }
        });

        assertThatExceptionOfType(HostSetupException.class).isThrownBy(lifecycle::setup);

        assertThat(story())
                .containsExactly(
                        "INFO LABEL: clone took 210 ms: 2 volumes",
                        "INFO LABEL: start failed after 0 ms: no memory",
                        "INFO LABEL: what its setup made is gone after 7 ms");
    }

    @Test
    void saysWhatCouldNotBeRemoved() {
        HostLifecycle lifecycle = lifecycle(new Step(SetupPhase.CLONE) {
            @Override
            public void undo() {
                throw new CloudHostException("the pool is gone");
            }
        });
        lifecycle.setup();

        assertThatExceptionOfType(CloudHostException.class).isThrownBy(lifecycle::teardown);

        assertThat(story())
                .endsWith("WARN LABEL: undoing the phase 'clone' failed", "INFO LABEL is not wholly gone after 0 ms");
    }

    @Test
    void saysWhyAnOrderlyEndIsNotWaitedFor() {
        HostLifecycle lifecycle = lifecycle(new Step(SetupPhase.START) {
            @Override
            public void windDown() {
                throw new CloudHostException("its guest does not listen");
            }
        });
        lifecycle.setup();

        lifecycle.teardown();

        assertThat(story())
                .endsWith(
                        "WARN LABEL: it comes to no orderly end, and is ended at once: its guest does not listen",
                        "INFO LABEL is gone after 0 ms");
    }

    private HostLifecycle lifecycle(SetupStep... steps) {
        return new HostLifecycle(label, List.of(steps), new CloudHostListener() {}, clock);
    }

    private List<String> story() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getFormattedMessage().startsWith(label))
                .map(event ->
                        event.getLevel() + " " + event.getFormattedMessage().replace(label, "LABEL"))
                .toList();
    }

    private SetupStep step(SetupPhase phase, String outcome, long milliseconds) {
        return new Step(phase) {
            @Override
            public String perform() {
                clock.pass(Duration.ofMillis(milliseconds));
                return outcome;
            }

            @Override
            public void undo() {
                if (phase == SetupPhase.CLONE) {
                    clock.pass(Duration.ofMillis(7));
                }
            }
        };
    }

    private static class Step implements SetupStep {

        private final SetupPhase phase;

        Step(SetupPhase phase) {
            this.phase = phase;
        }

        @Override
        public SetupPhase phase() {
            return phase;
        }

        @Override
        public String perform() {
            return "";
        }
    }
}
