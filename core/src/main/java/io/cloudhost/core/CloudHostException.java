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
}
