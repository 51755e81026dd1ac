package io.cloudhost.cli;

/** Keeps what others have named from breaking lines, or from telling a terminal what to do. */
final class Printable {

    private Printable() {}

    static String of(String text) {
        return text.replaceAll("\\p{IsControl}", "?");
    }
}
