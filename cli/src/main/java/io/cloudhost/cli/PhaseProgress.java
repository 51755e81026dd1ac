package io.cloudhost.cli;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.Console;
import io.cloudhost.core.Console.Following;
import io.cloudhost.core.SetupPhase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Shows a line for each phase as it ends, with what came of it and how long it took; on a terminal also what is going on at
 * the moment. Says nothing where log messages are shown, since these tell the same.
 */
final class PhaseProgress implements CloudHostListener {

    private final Screen screen;
    private final Activity activity;
    private final CommonOptions options;

    PhaseProgress(Screen screen, Activity activity, CommonOptions options) {
        this.screen = screen;
        this.activity = activity;
        this.options = options;
    }

    /** Sets a host up, and shows on a terminal what it writes last to its console meanwhile. */
    void setUpQuotingConsole(CloudHost host, String label) {
        Optional<Console> console =
                activity.isShown() && !options.isVerbose() ? host.capability(Console.class) : Optional.empty();
        if (console.isEmpty()) {
            setUp(host, label);
            return;
        }
        LastLine lastLine = new LastLine();
        activity.quote(lastLine::text);
        Following following = console.get().follow(lastLine::append);
        try {
            setUp(host, label);
        } finally {
            following.close();
            activity.quote(() -> "");
        }
    }

    /** Sets a host up. */
    void setUp(CloudHost host, String label) {
        begin("setting " + label + " up");
        try {
            host.setup();
        } finally {
            activity.end();
        }
    }

    @Override
    public void phaseStarted(String label, SetupPhase phase) {
        begin(ProgressLine.ofPhase(phase, doing(phase), "").text());
    }

    @Override
    public void phaseCompleted(String label, SetupPhase phase, String outcome, Duration took) {
        end(phase, outcome, took);
    }

    @Override
    public void phaseFailed(String label, SetupPhase phase, Throwable failure, Duration took) {
        end(phase, "failed", took, Style.fg_red);
        begin("gathering evidence, and removing what was made");
    }

    @Override
    public void up(String label, Duration took) {
        end(label + " is up after " + seconds(took), Style.bold, Style.fg_green);
    }

    @Override
    public void setupUndone(String label, Duration took) {
        end(label + ": the setup is undone after " + seconds(took));
    }

    /** Leaves it to the report of the failure to say what is left. */
    @Override
    public void setupUndoFailed(String label, Throwable failure, Duration took) {
        end(label + ": the setup is not wholly undone after " + seconds(took), Style.fg_red);
    }

    @Override
    public void teardownStarted(String label) {
        screen.beginLine();
        begin("removing " + label);
    }

    @Override
    public void tornDown(String label, Duration took) {
        end(label + " is gone after " + seconds(took));
    }

    /** Leaves it to the report of the failure to say what is left. */
    @Override
    public void teardownFailed(String label, Throwable failure, Duration took) {
        end(label + " is not wholly gone after " + seconds(took), Style.fg_red);
    }

    private static String doing(SetupPhase phase) {
        return switch (phase) {
            case RESOLVE -> "looking up the base and what the settings name";
            case PLAN -> "deciding what the host will be";
            case CLONE -> "making it";
            case START -> "starting it";
            case ADDRESS -> "waiting for its address";
            case READY -> "waiting until it is ready";
        };
    }

    private void begin(String text) {
        if (!options.isVerbose()) {
            activity.begin(text);
        }
    }

    private void end(SetupPhase phase, String outcome, Duration took, Style... styles) {
        ProgressLine line = ProgressLine.ofPhase(phase, outcome, seconds(took));
        List<String> lines =
                screen.style().map(style -> line.broken(style.columns())).orElseGet(() -> List.of(line.whole()));
        activity.end();
        lines.forEach(text -> print(text, styles));
    }

    private void end(String line, Style... styles) {
        activity.end();
        print(line, styles);
    }

    private void print(String line, Style... styles) {
        if (!options.isVerbose()) {
            screen.lines()
                    .println(screen.style()
                            .map(style -> style.styled(line, styles))
                            .orElse(line));
        }
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}
