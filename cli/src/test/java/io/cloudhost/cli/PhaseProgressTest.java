package io.cloudhost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.SetupPhase;
import io.cloudhost.testkit.ManualClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhaseProgressTest {

    private final StringWriter err = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(err), Optional.empty());
    private final Activity activity = new Activity(screen, new ManualClock(), new ManualTicker());
    private final PhaseProgress progress = new PhaseProgress(screen, activity, new CommonOptions());

    @Test
    void linesThePhasesUp() {
        progress.phaseStarted("box", SetupPhase.CLONE);
        progress.phaseCompleted("box", SetupPhase.CLONE, "box-3f9a1c2e from tiny-base, 1 disk", Duration.ofMillis(210));
        progress.phaseFailed("box", SetupPhase.ADDRESS, new IllegalStateException(), Duration.ofSeconds(30));

        assertThat(err).hasToString("""
                  clone    box-3f9a1c2e from tiny-base, 1 disk                 0.21 s
                  address  failed                                             30.00 s
                """);
    }

    @Test
    void tellsTheWholeTime() {
        progress.up("box", Duration.ofMillis(14_204));
        progress.tornDown("box", Duration.ofMillis(1_300));

        assertThat(err).hasToString("""
                box is up after 14.20 s
                box is gone after 1.30 s
                """);
    }

    @Test
    void tellsWhatBecameOfAFailedSetup() {
        progress.setupUndone("box", Duration.ofMillis(120));
        progress.setupUndoFailed("bix", new IllegalStateException("held"), Duration.ofMillis(30));

        assertThat(err).hasToString("""
                box: the setup is undone after 0.12 s
                bix: the setup is not wholly undone after 0.03 s
                """);
    }

    @Test
    void leavesItToTheReportOfAFailedTeardownToSayWhatIsLeft() {
        progress.teardownStarted("box");
        progress.teardownFailed("box", new IllegalStateException("held"), Duration.ofMillis(30));

        assertThat(err).hasToString("box is not wholly gone after 0.03 s\n");
    }
}
