package io.cloudhost.api.internal;

import java.util.regex.Pattern;

/** Reads a port. */
final class PortNumber {

    static final String KIND = "1 to 65535";

    private static final Pattern DIGITS = Pattern.compile("\\d{1,5}");

    private PortNumber() {}

    static int parse(String text) {
        String stripped = text.strip();
        int port = DIGITS.matcher(stripped).matches() ? Integer.parseInt(stripped) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port. Ports are " + KIND);
        }
        return port;
    }
}
