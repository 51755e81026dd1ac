package io.cloudhost.core;

/** Signal that a machine runs and has an address, yet is not what {@code waitFor} wants it to be, or has ended meanwhile. */
public class NotReadyException extends CloudHostException {

    /**
     * Create an exception.
     *
     * @param message what was waited for, for how long, and what was seen instead; free of secrets
     */
    public NotReadyException(String message) {
        super(message);
    }
}
