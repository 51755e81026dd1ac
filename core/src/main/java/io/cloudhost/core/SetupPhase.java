package io.cloudhost.core;

import java.util.Locale;

/** Name the phases of a setup, in their order. */
public enum SetupPhase {
    /** Look up the base, the network and whatever else the settings name. Creates nothing. */
    RESOLVE,
    /** Decide what the host will be. Creates nothing. */
    PLAN,
    /** Create the host. */
    CLONE,
    /** Bring the host to life. */
    START,
    /** Find the host's address. */
    ADDRESS,
    /** Wait until the host is ready. */
    READY;

    /**
     * Return the name for people: lower case.
     *
     * @return e.g. {@code address}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
