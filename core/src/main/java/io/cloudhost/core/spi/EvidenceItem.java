package io.cloudhost.core.spi;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Offer one file of evidence.
 *
 * @param file its name, without a folder, e.g. {@code console.log}
 * @param content finds it out
 */
public record EvidenceItem(String file, Content content) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    /** Refuse a name that could lead out of the folder. */
    public EvidenceItem {
        if (!NAME.matcher(file).matches()) {
            throw new IllegalArgumentException("not a file's name without a folder: " + file);
        }
    }

    /** Find out what a file of evidence has. */
    @FunctionalInterface
    public interface Content {

        /**
         * Find it out. Called on a thread of its own, which is interrupted when the time is over.
         *
         * @return a few MiB at most; free of secrets
         * @throws Exception when it cannot be had; the message is shown
         */
        byte[] read() throws Exception;
    }

    /** Find out what a file of evidence has that is a text. */
    @FunctionalInterface
    public interface Text {

        /**
         * Find it out. Called on a thread of its own, which is interrupted when the time is over.
         *
         * @return the text, free of secrets
         * @throws Exception when it cannot be had; the message is shown
         */
        String read() throws Exception;
    }

    /**
     * Offer a text.
     *
     * @param file its name, without a folder
     * @param text finds it out
     * @return the item; written as UTF-8
     */
    public static EvidenceItem text(String file, Text text) {
        return new EvidenceItem(file, () -> text.read().getBytes(StandardCharsets.UTF_8));
    }
}
