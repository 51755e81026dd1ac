package io.cloudhost.api;

import java.util.Locale;
import java.util.Optional;

/**
 * Say what an examination has found out about one thing.
 *
 * @param label the host that it is about; empty where it is about this process, or about a place that several hosts share
 * @param verdict how it is
 * @param subject what was looked at, e.g. {@code network my_nat_network}
 * @param finding what was seen, in words that follow the subject and a colon
 * @param remedy what to do; of all that is {@link Verdict#DOUBTFUL} or {@link Verdict#BAD}
 */
public record Finding(
        Optional<String> label, Verdict verdict, String subject, String finding, Optional<String> remedy) {

    /** Name how something is. */
    public enum Verdict {
        /** As it should be. */
        GOOD,
        /** Not in the way of a setup, but it may surprise people. */
        DOUBTFUL,
        /** In the way of a setup. */
        BAD,
        /** Not looked at. */
        SKIPPED;

        /**
         * Return the name for people: lower case.
         *
         * @return e.g. {@code good}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
