package io.cloudhost.core.spi;

import io.cloudhost.core.CloudHostException;
import org.jspecify.annotations.Nullable;

/** Signal that one look for an address failed, for now or for good. */
public class IpLookupException extends CloudHostException {

    private final boolean permanent;

    private IpLookupException(String message, boolean permanent, @Nullable Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    /**
     * Make the exception for a look that will never work, e.g. because a login is refused.
     *
     * @param message what was asked of whom, and what came back; free of secrets
     * @param cause what led to it, if anything did
     * @return the exception
     */
    public static IpLookupException permanentFailure(String message, @Nullable Throwable cause) {
        return new IpLookupException(message, true, cause);
    }

    /**
     * Make the exception for a look that did not work this time, e.g. because a server cannot be reached.
     *
     * @param message what was asked of whom, and what came back; free of secrets
     * @param cause what led to it, if anything did
     * @return the exception
     */
    public static IpLookupException transientFailure(String message, @Nullable Throwable cause) {
        return new IpLookupException(message, false, cause);
    }

    /**
     * Tell whether asking again is of no use.
     *
     * @return whether it is
     */
    public boolean isPermanent() {
        return permanent;
    }
}
