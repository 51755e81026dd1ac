package io.cloudhost.core.readiness;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessRequest;
import io.cloudhost.core.waiting.PollInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One check while its turn lasts: looks when it is time to, and remembers what was seen. Used by the waiting thread. */
final class CheckInquiry {

    private static final Logger LOG = LoggerFactory.getLogger(CheckInquiry.class);

    private final TimedCheck timed;
    private final Function<Duration, ReadinessRequest> request;
    private final ExecutorService thread;
    private final WaitableClock clock;
    private final Instant start;
    private final PollInterval interval = new PollInterval();

    private boolean looking;
    private Instant next;
    private int looks;
    private Readiness last = Readiness.notYet("no answer yet");

    /**
     * Begins the check's turn; looks later.
     *
     * @param request says which machine is looked at, given the time that is left
     * @param thread makes the looks
     */
    CheckInquiry(
            TimedCheck timed,
            Function<Duration, ReadinessRequest> request,
            ExecutorService thread,
            WaitableClock clock) {
        this.timed = timed;
        this.request = request;
        this.thread = thread;
        this.clock = clock;
        this.start = clock.now();
        this.next = start;
    }

    /**
     * Begins a look if it is time to and none goes on.
     *
     * @param results takes what is to be done on the waiting thread when the look has come to an end; from any thread
     */
    void lookWhenDue(Consumer<Runnable> results) {
        Duration remaining = remaining();
        if (looking || isOver() || clock.now().isBefore(next)) {
            return;
        }
        looking = true;
        looks++;
        Instant began = clock.now();
        thread.execute(() -> {
            Readiness seen = look(remaining);
            results.accept(() -> {
                looking = false;
                last = seen;
                next = clock.now().plus(interval.pauseAfter(clock.since(began)));
            });
        });
    }

    /** Returns how long it is until the next look, or the end of the check's time, whichever comes first. */
    Duration untilDue() {
        Duration remaining = remaining();
        Duration due = Duration.between(clock.now(), next);
        return looking || remaining.compareTo(due) < 0 ? remaining : due;
    }

    boolean isReady() {
        return last.verdict() == Readiness.Verdict.READY;
    }

    /** Tells whether the machine will not be ready any more: the check says so, or its time is over. */
    boolean isHopeless() {
        return last.verdict() == Readiness.Verdict.NEVER || isOver();
    }

    String description() {
        return timed.check().description();
    }

    /** Says what was seen so far, for people. */
    String story() {
        String times = looks == 1 ? "once" : looks + " times";
        double seconds = Math.round(clock.since(start).toMillis() / 100.0) / 10.0;
        return "looked " + times + " in " + seconds + " s, last: " + last.observation();
    }

    private boolean isOver() {
        return remaining().compareTo(Duration.ZERO) <= 0;
    }

    private Duration remaining() {
        return timed.timeout().minus(clock.since(start));
    }

    private Readiness look(Duration remaining) {
        try {
            return timed.check().look(request.apply(remaining));
        } catch (InterruptedException e) {
            return Readiness.notYet("interrupted");
        } catch (Throwable e) {
            // On this thread nobody else hears of it, an Error of a plugin that does not fit included.
            LOG.debug("The check {} failed", description(), e);
            return Readiness.never(CloudHostException.describe(e));
        }
    }
}
