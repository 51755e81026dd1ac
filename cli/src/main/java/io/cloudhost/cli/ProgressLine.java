package io.cloudhost.cli;

import io.cloudhost.core.SetupPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A line of progress: what is done, and for how long. The times stand below each other.
 *
 * @param text what is done, without control characters
 * @param time for how long
 */
record ProgressLine(String text, String time) {

    private static final String INDENTATION = "  ";

    /** How wide the text is where there is room. */
    private static final int WIDTH = 57;

    private static final int TIME_WIDTH = 10;

    /** Where the text goes on in a further line: behind the name of a phase. */
    private static final int BELOW = 9;

    /** Returns a line whose text is the name of a phase, and below those of others what there is to say of it. */
    static ProgressLine ofPhase(SetupPhase phase, String text, String time) {
        return new ProgressLine(padded(phase.toString(), BELOW) + Printable.of(text), time);
    }

    /** Returns it for a file: however long, one line. */
    String whole() {
        return INDENTATION + padded(text, WIDTH) + timeColumn();
    }

    /**
     * Returns it in as many lines as it needs, the time on the last of them.
     *
     * @param columns how long a line may be
     */
    List<String> broken(int columns) {
        int room = room(columns);
        List<String> lines =
                new ArrayList<>(new Paragraph("", BELOW, List.of(text.split(" "))).lines(OptionalInt.of(room)));
        int last = lines.size() - 1;
        lines.set(last, padded(lines.get(last), room) + timeColumn());
        lines.replaceAll(line -> INDENTATION + line);
        return lines;
    }

    /**
     * Returns it in one line without the indentation, for a mark stands there; what does not fit is missing.
     *
     * @param columns how long the line may be with its indentation
     */
    String cut(int columns) {
        int room = room(columns);
        return padded(DisplayWidth.cut(text, room), room) + timeColumn();
    }

    private String timeColumn() {
        return " ".repeat(Math.max(1, TIME_WIDTH - time.length())) + time;
    }

    private static int room(int columns) {
        return Math.max(BELOW, Math.min(WIDTH, columns - INDENTATION.length() - TIME_WIDTH));
    }

    private static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - DisplayWidth.of(text)));
    }
}
