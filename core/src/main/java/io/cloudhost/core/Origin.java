package io.cloudhost.core;

import java.util.OptionalInt;

/**
 * Say where a setting was written.
 *
 * @param source a file, a resource, or e.g. {@code system properties}
 * @param line the line, from 1, where the source has lines
 */
public record Origin(String source, OptionalInt line) {

    /**
     * Name a source that has no lines.
     *
     * @param source e.g. {@code system properties}
     * @return the origin
     */
    public static Origin of(String source) {
        return new Origin(source, OptionalInt.empty());
    }

    /**
     * Name a line of a source.
     *
     * @param source a file or resource
     * @param line the line, from 1
     * @return the origin
     */
    public static Origin of(String source, int line) {
        return new Origin(source, OptionalInt.of(line));
    }

    /**
     * Return the origin as compilers write it.
     *
     * @return {@code source:line}, or {@code source} where there is no line
     */
    @Override
    public String toString() {
        return line.isPresent() ? source + ":" + line.getAsInt() : source;
    }
}
