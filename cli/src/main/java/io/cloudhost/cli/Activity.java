package io.cloudhost.cli;

import io.cloudhost.cli.Ticker.Ticking;
import io.cloudhost.core.WaitableClock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Shows on a terminal what is going on at the moment: something that turns, what it is, for how long, and the last words of
 * the machine. Shows nothing where there is no terminal. Thread-safe.
 */
final class Activity {

    private static final String SPINNER = "|/-\\";
    private static final long TURN_MILLIS = 100;
    private static final String INDENTATION = "  ";

    private final Screen screen;
    private final WaitableClock clock;
    private final Ticker ticker;

    private @Nullable Ticking ticking;
    private String text = "";
    private Instant start = Instant.EPOCH;
    private Supplier<String> lastWords = () -> "";

    Activity(Screen screen, WaitableClock clock, Ticker ticker) {
        this.screen = screen;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Returns whether anything is shown at all. */
    boolean isShown() {
        return screen.style().isPresent();
    }

    /**
     * Shows something that begins now, in place of what went on before.
     *
     * @param newText what is done
     */
    synchronized void begin(String newText) {
        if (!isShown()) {
            return;
        }
        text = Printable.of(newText);
        start = clock.now();
        if (ticking == null) {
            ticking = ticker.start(this::draw);
        }
        draw();
    }

    /**
     * Shows something while it is done, and nothing afterwards: what came of it may go to the same terminal.
     *
     * @param newText what is done
     * @return what the work returned
     */
    <T> T during(String newText, Supplier<T> work) {
        begin(newText);
        try {
            return work.get();
        } finally {
            end();
        }
    }

    /** Shows nothing any more. */
    synchronized void end() {
        if (ticking != null) {
            ticking.close();
            ticking = null;
            screen.status(List.of());
        }
    }

    /** Shows what the machine said last below what goes on, from now on. */
    synchronized void quote(Supplier<String> words) {
        lastWords = words;
    }

    private synchronized void draw() {
        // A tick that was late finds that all is over.
        if (ticking != null) {
            screen.style().ifPresent(style -> screen.status(lines(style)));
        }
    }

    private List<String> lines(LiveStyle style) {
        long millis = clock.since(start).toMillis();
        char mark = SPINNER.charAt((int) (millis / TURN_MILLIS % SPINNER.length()));
        String line = style.styled(String.valueOf(mark), Style.fg_cyan)
                + " "
                + new ProgressLine(text, seconds(millis)).cut(style.columns());
        String words = DisplayWidth.cut(lastWords.get(), style.columns() - INDENTATION.length());
        return words.isEmpty() ? List.of(line) : List.of(line, INDENTATION + style.styled(words, Style.faint));
    }

    /** One decimal is as much as can be read while it runs. */
    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
