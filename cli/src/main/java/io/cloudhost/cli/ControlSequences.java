package io.cloudhost.cli;

/**
 * Takes what a machine wrote for a terminal apart: characters, control characters, and control sequences, which may be cut
 * anywhere between two pieces. Commands to the terminal that are none of these (titles, clipboards, answers) are swallowed.
 * Used by one thread at a time.
 */
final class ControlSequences {

    /** Who tells a terminal to do something at such length does not mean well. */
    private static final int LONGEST = 64;

    private static final char ESCAPE = '\u001B';
    private static final char BELL = '\u0007';

    /** Takes the parts, in their order. */
    interface Receiver {

        /** Takes a character that can be seen, or combines with the one before. */
        void character(int codePoint);

        /** Takes a control character: line feed, carriage return, tabulator, backspace and the like. */
        void control(char control);

        /**
         * Takes a control sequence.
         *
         * @param sequence all of it, e.g. {@code ESC [ 1 m}; its last character says what it does
         */
        void sequence(String sequence);
    }

    private enum State {
        TEXT,
        AFTER_ESCAPE,
        /** Up to a final character. */
        SEQUENCE,
        /** Up to a bell, a backslash that was escaped, or the end of the line where it has neither: some have no end at all. */
        STRING,
        /** One character that says which set of characters is used. */
        CHARACTER_SET
    }

    private final Receiver receiver;
    private final StringBuilder sequence = new StringBuilder();
    private State state = State.TEXT;

    ControlSequences(Receiver receiver) {
        this.receiver = receiver;
    }

    /**
     * Takes the next piece.
     *
     * @param piece ends anywhere, though never within a character
     */
    void accept(String piece) {
        piece.codePoints().forEach(this::accept);
    }

    private void accept(int codePoint) {
        if (codePoint == ESCAPE) {
            state = State.AFTER_ESCAPE;
            return;
        }
        switch (state) {
            case TEXT -> text(codePoint);
            case AFTER_ESCAPE -> afterEscape(codePoint);
            case SEQUENCE -> sequence(codePoint);
            case STRING -> string(codePoint);
            case CHARACTER_SET -> state = State.TEXT;
        }
    }

    private void text(int codePoint) {
        if (!Character.isISOControl(codePoint)) {
            receiver.character(codePoint);
        } else if (codePoint < ' ') {
            receiver.control((char) codePoint);
        }
    }

    private void afterEscape(int codePoint) {
        switch (codePoint) {
            case '[' -> {
                sequence.setLength(0);
                sequence.append(ESCAPE).append('[');
                state = State.SEQUENCE;
            }
            case ']', 'P', 'X', '^', '_' -> state = State.STRING;
            case '(', ')', '*', '+', '#', '%', ' ' -> state = State.CHARACTER_SET;
            default -> state = State.TEXT;
        }
    }

    private void string(int codePoint) {
        if (codePoint == BELL) {
            state = State.TEXT;
        } else if (codePoint == '\n') {
            state = State.TEXT;
            text(codePoint);
        }
    }

    private void sequence(int codePoint) {
        if (codePoint < ' ' || codePoint > '~' || sequence.length() == LONGEST) {
            // No sequence at all: what comes is text again.
            state = State.TEXT;
            text(codePoint);
            return;
        }
        sequence.append((char) codePoint);
        if (codePoint >= '@') {
            state = State.TEXT;
            receiver.sequence(sequence.toString());
        }
    }
}
