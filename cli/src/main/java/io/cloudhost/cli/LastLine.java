package io.cloudhost.cli;

/** Knows the last line with something in it that a machine wrote to its console, as it looks on a terminal. Thread-safe. */
final class LastLine {

    /** No terminal is wider; a machine that never ends its line must not fill the memory. */
    private static final int LONGEST = 500;

    private final StringBuilder line = new StringBuilder();
    private final ControlSequences sequences = new ControlSequences(new Typewriter());
    private String last = "";
    private boolean returned;

    /** Takes the next piece of what the machine wrote. */
    synchronized void append(String piece) {
        sequences.accept(piece);
    }

    /** Returns the line without controls; empty where there was none yet. */
    synchronized String text() {
        String text = line.toString().strip();
        return text.isEmpty() ? last : text;
    }

    private final class Typewriter implements ControlSequences.Receiver {

        @Override
        public void character(int codePoint) {
            if (returned) {
                // What is written over a line mostly is its successor: a progress bar, a counter.
                endLine();
            }
            // What turns the direction of writing, or joins pictures, would make the line look other than it is long.
            if (Character.getType(codePoint) != Character.FORMAT && line.length() < LONGEST) {
                line.appendCodePoint(codePoint);
            }
        }

        @Override
        public void control(char control) {
            switch (control) {
                case '\n' -> endLine();
                case '\r' -> returned = true;
                case '\t' -> character(' ');
                case '\b' -> line.setLength(line.isEmpty() ? 0 : line.offsetByCodePoints(line.length(), -1));
                default -> {
                    // Nothing that is seen.
                }
            }
        }

        /** Ends the line where the machine goes to another place of the screen. */
        @Override
        public void sequence(String sequence) {
            char does = sequence.charAt(sequence.length() - 1);
            if ("ABEFHJdf".indexOf(does) >= 0) {
                endLine();
            }
        }

        private void endLine() {
            last = text();
            line.setLength(0);
            returned = false;
        }
    }
}
