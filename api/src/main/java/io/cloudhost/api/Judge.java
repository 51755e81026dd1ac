package io.cloudhost.api;

import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.Expiry;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Decides from the record of a host alone whether anybody may still want it. In doubt it is kept: a host too many is seen
 * and removed by hand, one too few is somebody's lost test.
 */
final class Judge {

    /** Nobody waits for longer than this to be sure. */
    private static final Duration LONGEST_WATCH = Duration.ofMinutes(10);

    private final OwnerSight sight;

    Judge(OwnerSight sight) {
        this.sight = sight;
    }

    /**
     * Judges a host.
     *
     * @param now the time by this machine's clock, which need not be the owner's
     */
    Judgement judge(HostRecord host, Instant now) {
        if (host.ending()) {
            return Judgement.remove("its removal was begun");
        }
        if (host.lifetime() == Lifetime.DETACHED) {
            return Judgement.keep("it was left to stay");
        }
        Owner owner = host.owner();
        return switch (sight.look(owner)) {
            case RUNS -> Judgement.keep("its process " + owner.process() + " runs");
            case ENDED -> Judgement.remove("its process " + owner.process() + " on " + owner.machine() + " has ended");
            case UNKNOWN ->
                host.expiry()
                        .map(expiry -> judge(owner, expiry, now))
                        .orElseGet(() -> Judgement.keep("nothing tells whether its process " + owner.process() + " on "
                                + owner.machine() + " still runs"));
        };
    }

    private static Judgement judge(Owner owner, Expiry expiry, Instant now) {
        String vouched = "its owner on " + owner.machine() + " vouched for it until "
                + expiry.time().truncatedTo(ChronoUnit.SECONDS);
        if (!expiry.time().isBefore(now)) {
            return Judgement.keep(vouched + ", which has not passed");
        }
        if (expiry.renewal().compareTo(LONGEST_WATCH) > 0 || watchTime(expiry).compareTo(LONGEST_WATCH) > 0) {
            return Judgement.keep(vouched + ", and would have to be watched for more than " + show(LONGEST_WATCH)
                    + " to see that it does not renew that");
        }
        return Judgement.watch(
                vouched + ", and has not renewed that in the " + show(watchTime(expiry)) + " that it was watched");
    }

    /**
     * Returns how long to watch a record before it can be said that its owner does not renew it: a living one has two chances,
     * and some time for what holds it up.
     */
    static Duration watchTime(Expiry expiry) {
        return expiry.renewal().multipliedBy(5).dividedBy(2);
    }

    /** Returns e.g. {@code 2 min 30 s}. */
    static String show(Duration duration) {
        Duration whole = duration.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        String minutes = whole.toMinutes() > 0 ? whole.toMinutes() + " min" : "";
        String seconds = whole.toSecondsPart() > 0 || minutes.isEmpty() ? whole.toSecondsPart() + " s" : "";
        return (minutes + " " + seconds).strip();
    }
}
