package io.cloudhost.cli;

import java.io.PrintWriter;
import java.io.Writer;

/** Shows a machine's console as it comes, and lets our own lines begin at the beginning of one. Thread-safe. */
final class ConsoleScreen {

    private final PrintWriter err;
    private final LineWriter writer = new LineWriter();
    private final PrintWriter lines = new PrintWriter(writer, true);

    /** Guarded by the writer, which {@link #lines} holds while it prints a line. */
    private boolean withinLine;

    ConsoleScreen(PrintWriter err) {
        this.err = err;
    }

    /** Returns what prints lines of ours. */
    PrintWriter lines() {
        return lines;
    }

    /** Shows a piece of what the machine wrote. */
    void show(String text) {
        synchronized (writer) {
            err.print(text);
            err.flush();
            withinLine = !text.endsWith("\n");
        }
    }

    private final class LineWriter extends Writer {

        @Override
        public void write(char[] buffer, int offset, int length) {
            synchronized (this) {
                if (withinLine) {
                    withinLine = false;
                    err.println();
                }
                err.write(buffer, offset, length);
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
}
