package io.cloudhost.core;

import java.time.Duration;

/**
 * Say what one strategy was asked for a host's address, and what came of it.
 *
 * @param strategy the strategy's name
 * @param question what it asks of whom, for people; empty where it does not tell
 * @param looks how often it was asked
 * @param lastAnswer its last answer or failure, for people
 * @param lastAt when that came, from the beginning of the lookup
 */
public record LookupEvidence(String strategy, String question, int looks, String lastAnswer, Duration lastAt) {

    /**
     * Return the evidence in one line.
     *
     * @return e.g. {@code static (203.0.113.10): asked 12 times, last answer after 29.6 s: no address yet}
     */
    @Override
    public String toString() {
        String who = question.isEmpty() ? strategy : strategy + " (" + question + ")";
        String times = looks == 1 ? "once" : looks + " times";
        double seconds = Math.round(lastAt.toMillis() / 100.0) / 10.0;
        return who + ": asked " + times + ", last answer after " + seconds + " s: " + lastAnswer;
    }
}
