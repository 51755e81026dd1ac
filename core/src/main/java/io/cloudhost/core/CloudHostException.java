package io.cloudhost.core;

import org.jspecify.annotations.Nullable;

/** Signal that something about a host failed: the root of all exceptions that cloudhost throws on purpose. */
public class CloudHostException extends RuntimeException {

    /**
     * Create an exception.
     *
     * @param message what was attempted, with which value, and what to do; free of secrets
     */
    public CloudHostException(String message) {
        super(message);
    }

    /**
     * Create an exception with its cause.
     *
     * @param message what was attempted, with which value, and what to do; free of secrets
     * @param cause what led to it, if anything did
     */
    public CloudHostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Describe a failure within another message: our own messages stand for themselves, others' say little without the class.
     *
     * @param failure what was thrown
     * @return the message of a {@code CloudHostException}; of others, the class too
     */
    public static String describe(Throwable failure) {
        return failure instanceof CloudHostException ? String.valueOf(failure.getMessage()) : failure.toString();
    }
}
