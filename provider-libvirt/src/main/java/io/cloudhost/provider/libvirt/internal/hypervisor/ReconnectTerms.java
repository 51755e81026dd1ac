package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.time.Duration;

/**
 * How a lost connection is noticed and replaced.
 *
 * @param limit how long a call waits for the replacement
 * @param look how often a connection is looked at that somebody listens over, and tried again that a call waits for
 * @param firstPause how long after a failed attempt the next one is made; each pause is twice the one before it
 * @param longestPause the longest of them, where no call waits
 */
record ReconnectTerms(Duration limit, Duration look, Duration firstPause, Duration longestPause) {

    /** A libvirtd that is restarted answers again after some seconds, a machine after a minute. */
    static final ReconnectTerms STANDARD = new ReconnectTerms(
            Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofSeconds(30));

    /** Returns the pause after the attempt of this number, the first being 1. */
    Duration pauseAfter(int attempt, boolean awaited) {
        Duration longest = awaited ? look : longestPause;
        Duration pause = firstPause;
        for (int doubled = 1; doubled < attempt && pause.compareTo(longest) < 0; doubled++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
