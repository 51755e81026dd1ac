package io.cloudhost.api.internal;

/** Shows the beginning of a text that somebody else wrote, in one line. */
final class Excerpt {

    private static final int LONGEST = 200;

    private Excerpt() {}

    static String of(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}+\\s*", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
