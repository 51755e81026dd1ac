package io.cloudhost.ssh.internal;

import java.util.Locale;

/** Show text of others in a message: in one line, not too long, and with nothing that a terminal might act upon. */
public final class Excerpt {

    private static final int LONGEST = 200;

    private Excerpt() {}

    /**
     * Show a text.
     *
     * @param text the text
     * @return its beginning, without the white space around it
     */
    public static String of(String text) {
        String stripped = text.strip();
        String cut = stripped.length() > LONGEST ? stripped.substring(0, LONGEST) + "..." : stripped;
        StringBuilder shown = new StringBuilder();
        cut.codePoints().forEach(c -> shown.append(shown(c)));
        return shown.toString();
    }

    private static String shown(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> Character.isISOControl(c) ? String.format(Locale.ROOT, "\\u%04x", c) : Character.toString(c);
        };
    }
}
