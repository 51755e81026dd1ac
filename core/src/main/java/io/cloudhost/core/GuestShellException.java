package io.cloudhost.core;

import org.jspecify.annotations.Nullable;

/** Signal that nothing could be run in a machine, or copied to or from it. */
public class GuestShellException extends CloudHostException {

    private final boolean permanent;

    /**
     * Create an exception.
     *
     * @param message what was attempted, with whom, and what went wrong; free of secrets
     * @param permanent whether trying again is of no use, e.g. since the machine's host key is not the one of before; a login
     *     that is refused may be let in later, when the machine has booted
     * @param cause what led to it, if anything did
     */
    public GuestShellException(String message, boolean permanent, @Nullable Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    /**
     * Tell whether trying again is of no use.
     *
     * @return whether it is not
     */
    public boolean permanent() {
        return permanent;
    }
}
