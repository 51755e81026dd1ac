package io.cloudhost.core.waiting;

import java.time.Duration;

/**
 * Say how long to wait between two looks. The interval grows from a tenth of a second to a whole one, but not beyond ten times
 * what a look takes: who answers fast is asked often, and who is slow is asked for a small part of the time.
 */
public final class PollInterval {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LAST = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    private Duration interval = FIRST;

    /** Begin with the shortest. */
    public PollInterval() {}

    /**
     * Return how long to wait after a look. The interval lies between the beginning of that look and the probable end of the
     * next one, so that what becomes visible stays unseen no longer than that.
     *
     * @param look how long the look took
     * @return the pause
     */
    public Duration pauseAfter(Duration look) {
        Duration most = between(FIRST, look.multipliedBy(10), LAST);
        Duration pause = between(FIRST, interval, most).minus(look.multipliedBy(2));
        interval = between(FIRST, interval.multipliedBy(3).dividedBy(2), most);
        return pause.compareTo(SHORTEST_PAUSE) > 0 ? pause : SHORTEST_PAUSE;
    }

    private static Duration between(Duration least, Duration value, Duration most) {
        if (value.compareTo(least) < 0) {
            return least;
        }
        return value.compareTo(most) > 0 ? most : value;
    }
}
