package io.cloudhost.core.spi;

import java.time.Duration;

/**
 * Say what one strategy was asked and what came of it.
 *
 * @param strategy the strategy's name
 * @param looks how often it was asked
 * @param lastAnswer its last answer or failure, for people
 * @param lastAt when that came, from the beginning of the lookup
 */
public record LookupEvidence(String strategy, int looks, String lastAnswer, Duration lastAt) {

    /**
     * Return the evidence in one line.
     *
     * @return e.g. {@code SSH: asked 12 times, last answer after 29.6 s: no address yet}
     */
    @Override
    public String toString() {
        String times = looks == 1 ? "once" : looks + " times";
        double seconds = Math.round(lastAt.toMillis() / 100.0) / 10.0;
        return strategy + ": asked " + times + ", last answer after " + seconds + " s: " + lastAnswer;
    }
}
