package io.cloudhost.ssh.internal;

import org.jspecify.annotations.Nullable;

/** Signal that a private key cannot be used; the message says why, and what to do. */
public final class UnusableKeyException extends Exception {

    UnusableKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
