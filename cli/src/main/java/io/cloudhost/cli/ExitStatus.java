package io.cloudhost.cli;

/** What the exit status tells scripts. {@code run} ends with the status of its command instead of {@link #DONE}. */
final class ExitStatus {

    static final int DONE = 0;
    static final int FAILED = 1;
    /** The command line or the configuration cannot work. */
    static final int WRONG_USAGE = 2;
    /** A plan refuses an element of the base. */
    static final int REFUSED = 3;

    private ExitStatus() {}
}
