package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.Locale;

/** Name the states of a domain, as libvirt does. */
public enum DomainState {
    /** Runs. */
    RUNNING,
    /** Runs, and waits for something. */
    BLOCKED,
    /** Is in memory, and stopped. */
    PAUSED,
    /** Is about to be shut off. */
    SHUTTING_DOWN,
    /** Does not run, and is not in memory. */
    SHUT_OFF,
    /** Ended by itself, not in order. */
    CRASHED,
    /** Sleeps, by its own power management. */
    SUSPENDED,
    /** Libvirt does not tell. */
    UNKNOWN;

    /**
     * Return the state for people.
     *
     * @return e.g. {@code shut off}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
