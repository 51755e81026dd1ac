package io.cloudhost.api;

/** Say what a sweep does with what nobody wants any more. */
public enum SweepMode {
    /** Remove it. */
    REMOVE,
    /** Tell of it, and leave everything as it is. */
    DRY_RUN
}
