package io.cloudhost.core.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * Say until when an owner vouches for a host. An owner that lives says so anew, again and again, with a later time each
 * time.
 *
 * <p>The time is by the owner's clock, and whoever reads it has another one: a time that has passed is a reason to look
 * whether the owner still renews it, not to think that it is dead.
 *
 * @param time until when
 * @param renewal how often the owner renews it; more than nothing
 */
public record Expiry(Instant time, Duration renewal) {

    /** Refuse an interval that is none. */
    public Expiry {
        if (renewal.isZero() || renewal.isNegative()) {
            throw new IllegalArgumentException("not an interval to renew something at: " + renewal);
        }
    }
}
