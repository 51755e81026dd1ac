package io.cloudhost.cli;

import io.cloudhost.testkit.ManualClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What shows progress, on a terminal that can be looked at, in a time that the test sets. */
final class LiveFixture {

    private final StringWriter written = new StringWriter();
    private final VirtualTerminal terminal;
    private final ManualClock clock = new ManualClock();
    private final ManualTicker ticker = new ManualTicker();
    private final CommonOptions options = new CommonOptions();
    private final Screen screen;
    private final Activity activity;
    private final PhaseProgress progress;

    LiveFixture(int columns, Ansi ansi) {
        terminal = new VirtualTerminal(columns);
        screen = new Screen(new PrintWriter(written), Optional.of(new LiveStyle(columns, ansi)));
        activity = new Activity(screen, clock, ticker);
        progress = new PhaseProgress(screen, activity, options);
    }

    /** Has log messages shown, as {@code --verbose} does. */
    LiveFixture verbose() {
        new CommandLine(CommandLine.Model.CommandSpec.create())
                .addMixin("options", options)
                .parseArgs("--verbose");
        return this;
    }

    Screen screen() {
        return screen;
    }

    Activity activity() {
        return activity;
    }

    PhaseProgress progress() {
        return progress;
    }

    ManualTicker ticker() {
        return ticker;
    }

    /** Lets time pass, and what is shown move on. */
    void pass(Duration time) {
        clock.advance(time);
        ticker.tick();
    }

    /** Returns what is seen now. */
    String seen() {
        return looked().text();
    }

    /** Returns what is seen now, with its styles. */
    String seenInColour() {
        return looked().styledText();
    }

    /** Returns the terminal as it is now. */
    VirtualTerminal looked() {
        terminal.write(written.toString());
        written.getBuffer().setLength(0);
        return terminal;
    }
}
