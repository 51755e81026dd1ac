package io.cloudhost.cli;

import io.cloudhost.core.CloudHostException;
import org.jspecify.annotations.Nullable;

/** Signals that plugins cannot be taken from where the command line says. */
final class UnusablePluginsException extends CloudHostException {

    UnusablePluginsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
