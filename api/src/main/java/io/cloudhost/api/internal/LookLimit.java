package io.cloudhost.api.internal;

import java.time.Duration;

/**
 * Says how long one look over the network may take. A machine that boots loses what came too early, and whoever waits for an
 * answer to that waits in vain: it is better to try again.
 */
final class LookLimit {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private LookLimit() {}

    /** Returns a limit as sockets have it; never 0, which they take for none. */
    static int milliseconds(Duration remaining) {
        Duration limit = remaining.compareTo(LONGEST) < 0 ? remaining : LONGEST;
        return (int) Math.max(1, limit.toMillis());
    }
}
