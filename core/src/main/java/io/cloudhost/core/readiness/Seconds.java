package io.cloudhost.core.readiness;

import java.time.Duration;

/** Writes a length of time for people. */
final class Seconds {

    private Seconds() {}

    /** Returns it in seconds, to a tenth. */
    static String of(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0 + " s";
    }
}
