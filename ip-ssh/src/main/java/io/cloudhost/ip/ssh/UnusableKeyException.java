package io.cloudhost.ip.ssh;

import org.jspecify.annotations.Nullable;

/** Signals that a private key cannot be used; the message says why, and what to do. */
final class UnusableKeyException extends Exception {

    UnusableKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
