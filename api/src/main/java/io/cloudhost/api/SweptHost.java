package io.cloudhost.api;

import io.cloudhost.core.spi.HostRecord;
import java.util.Optional;

/**
 * Say what a sweep did with a host.
 *
 * @param place where the host is, or was; e.g. a connection URL
 * @param host its record as it was found
 * @param outcome what was done
 * @param reason why, in words that follow the host's name and a colon, e.g. {@code its process 4711 runs}
 * @param failure what went wrong; only of one that {@link Outcome#FAILED failed}
 */
public record SweptHost(
        String place, HostRecord host, Outcome outcome, String reason, Optional<RuntimeException> failure) {

    /** Say what was done with a host. */
    public enum Outcome {
        /** Somebody may still want it. */
        KEPT,
        /** It is gone, with all that was made for it. */
        REMOVED,
        /** Nobody wants it, and only since this was a dry run it is still there. */
        REMOVABLE,
        /** Nobody wants it, and it could not be removed, or has left damage. */
        FAILED
    }
}
