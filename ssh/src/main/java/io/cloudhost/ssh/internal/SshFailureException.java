package io.cloudhost.ssh.internal;

import io.cloudhost.core.CloudHostException;
import org.jspecify.annotations.Nullable;

/** Signal that a server could not be used, for now or for good. Whoever uses it here turns it into its port's exception. */
public class SshFailureException extends CloudHostException {

    private final boolean permanent;

    SshFailureException(String message, boolean permanent, @Nullable Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    private SshFailureException(String problem, String remedy, boolean permanent) {
        super(problem, remedy, null);
        this.permanent = permanent;
    }

    /**
     * Make the exception for what will not work before somebody has done something about it.
     *
     * @param problem what was asked of whom, and what came back; free of secrets
     * @param remedy what to do
     * @return the exception
     */
    static SshFailureException permanentUntil(String problem, String remedy) {
        return new SshFailureException(problem, remedy, true);
    }

    /**
     * Make the exception for what will never work, e.g. since the server's key is not the one that is known.
     *
     * @param message what was asked of whom, and what came back; free of secrets
     * @param cause what led to it, if anything did
     * @return the exception
     */
    public static SshFailureException permanent(String message, @Nullable Throwable cause) {
        return new SshFailureException(message, true, cause);
    }

    /**
     * Make the exception for what may work another time, e.g. since the server cannot be reached.
     *
     * @param message what was asked of whom, and what came back; free of secrets
     * @param cause what led to it, if anything did
     * @return the exception
     */
    public static SshFailureException passing(String message, @Nullable Throwable cause) {
        return new SshFailureException(message, false, cause);
    }

    /**
     * Tell whether trying again is of no use.
     *
     * @return whether it is not
     */
    public boolean isPermanent() {
        return permanent;
    }
}
