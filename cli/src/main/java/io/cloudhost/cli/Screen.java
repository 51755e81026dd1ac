package io.cloudhost.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/**
 * The standard error, shared by all that write there: lines that stay, a machine's console as it comes, and on a terminal a
 * status below them, which is drawn again in place and leaves no trace. Thread-safe.
 *
 * <p>The status never needs to know where it stands: the cursor waits at its beginning, and all that comes after the cursor
 * is erased before anything else is written. That holds, too, where the window changes its size meanwhile.
 */
final class Screen implements AutoCloseable {

    private static final String ERASE = "\r\u001B[J";
    /** What is too long for the window is cut there, and does not run over into the next line. */
    private static final String CUT = "\u001B[?7l";

    private static final String WRAP = "\u001B[?7h";
    private static final String PLAIN = "\u001B[0m";

    private final PrintWriter err;
    private final Optional<LiveStyle> style;
    private final LineWriter writer = new LineWriter();
    private final PrintWriter lines = new PrintWriter(writer, true);
    private final ControlSequences console = new ControlSequences(new Harmless());

    /** Guarded by the writer like all that follows; {@link #lines} holds it while it prints a line. */
    private boolean withinLine;

    private boolean withinConsoleLine;
    /** Whether the console has changed colours, and nobody has changed them back. */
    private boolean coloured;

    private boolean drawn;
    private boolean closed;
    private List<String> status = List.of();

    /**
     * Creates a screen.
     *
     * @param style how it looks; empty where the standard error is no terminal
     */
    Screen(PrintWriter err, Optional<LiveStyle> style) {
        this.err = err;
        this.style = style;
    }

    /** Returns what prints lines of ours. */
    PrintWriter lines() {
        return lines;
    }

    /** Returns how it looks; empty where no status is shown. */
    Optional<LiveStyle> style() {
        return style;
    }

    /**
     * Shows a piece of what a machine wrote: as it is, or on a terminal without all that could reach beyond its own line.
     */
    void show(String text) {
        synchronized (writer) {
            erase();
            if (style.isPresent()) {
                console.accept(text);
            } else {
                err.print(text);
                withinConsoleLine = text.isEmpty() ? withinConsoleLine : !text.endsWith("\n");
            }
            draw();
            err.flush();
        }
    }

    /**
     * Draws the status, in place of the one before. Does nothing where there is no terminal.
     *
     * @param now its lines, none of them wider than the terminal; empty for none
     */
    void status(List<String> now) {
        synchronized (writer) {
            if (style.isEmpty() || closed) {
                return;
            }
            status = List.copyOf(now);
            erase();
            draw();
            err.flush();
        }
    }

    /**
     * Begins a line on a terminal where the console, or somebody else, like a command that was run, has left one that is
     * not ended.
     */
    void beginLine() {
        synchronized (writer) {
            if (style.isPresent()) {
                endConsoleLine();
            }
            if (!drawn) {
                // From the middle of a line this reaches into the next one, and from the beginning it does not.
                style.ifPresent(look -> err.print(" ".repeat(look.columns() - 1) + "\r"));
            }
            err.flush();
        }
    }

    /** Erases the status for ever, and leaves a terminal as it was. What prints lines goes on to do so. */
    @Override
    public void close() {
        status(List.of());
        synchronized (writer) {
            closed = true;
            if (style.isPresent()) {
                endConsoleLine();
                err.flush();
            }
        }
    }

    private void erase() {
        if (drawn) {
            err.print(ERASE);
            drawn = false;
        }
    }

    private void endConsoleLine() {
        resetColours();
        if (withinConsoleLine) {
            withinConsoleLine = false;
            err.println();
        }
    }

    private void resetColours() {
        if (coloured) {
            coloured = false;
            err.print(PLAIN);
        }
    }

    private void draw() {
        if (status.isEmpty() || withinLine || withinConsoleLine) {
            return;
        }
        // In one piece: whoever ends the process leaves no terminal behind that cuts lines.
        resetColours();
        String back = status.size() > 1 ? "\u001B[" + (status.size() - 1) + "A" : "";
        err.print(CUT + String.join("\r\n", status) + WRAP + back + "\r");
        drawn = true;
    }

    private final class LineWriter extends Writer {

        @Override
        public void write(char[] buffer, int offset, int length) {
            if (length == 0) {
                return;
            }
            synchronized (this) {
                erase();
                endConsoleLine();
                err.write(buffer, offset, length);
                withinLine = buffer[offset + length - 1] != '\n';
                draw();
            }
        }

        @Override
        public void flush() {
            err.flush();
        }

        @Override
        public void close() {
            err.close();
        }
    }

    /** Lets through what stays within a line: a machine is not to clear, retitle or ask anybody's terminal. */
    private final class Harmless implements ControlSequences.Receiver {

        @Override
        public void character(int codePoint) {
            err.print(Character.toString(codePoint));
            withinConsoleLine = true;
        }

        @Override
        public void control(char control) {
            switch (control) {
                case '\n' -> {
                    err.print(control);
                    withinConsoleLine = false;
                }
                case '\r', '\t', '\b' -> err.print(control);
                default -> {
                    // Bells, and what selects other sets of characters.
                }
            }
        }

        @Override
        public void sequence(String sequence) {
            boolean colours = sequence.endsWith("m")
                    && style.filter(look -> look.ansi().enabled()).isPresent();
            if (colours || sequence.endsWith("K")) {
                err.print(sequence);
                coloured |= colours;
            }
        }
    }
}
