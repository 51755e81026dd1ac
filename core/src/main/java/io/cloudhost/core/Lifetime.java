package io.cloudhost.core;

import java.util.Locale;

/** Say how long a host is meant to live. Recorded with the host, where others can read it. */
public enum Lifetime {
    /** The host belongs to the process that made it. */
    SESSION,
    /** The host is meant to outlive the process that made it; somebody ends it later, by its name or label. */
    DETACHED;

    /**
     * Return the name for people and for records: lower case.
     *
     * @return e.g. {@code session}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
