package io.cloudhost.core.address;

import io.cloudhost.core.LookupEvidence;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.waiting.PollInterval;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One source during one lookup: asks it when it is time to, and remembers what it said. Used by the lookup's thread. */
final class SourceInquiry {

    private static final Logger LOG = LoggerFactory.getLogger(SourceInquiry.class);

    /**
     * What the last look gets though the time is over. A look that is cut short says nothing of the host, and would hide what
     * the looks before it said.
     */
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** How much longer than it was told a look may take. A strategy that ends its look itself knows best what to say. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How long the answers of sources that come after this one wait for a look that has begun. */
    private static final Duration PRECEDENCE = Duration.ofMillis(100);

    private final SourceThread thread;
    private final IpLookupRequest host;
    private final WaitableClock clock;
    private final Instant start;
    private final Duration limit;
    private final Duration stability;
    private final String question;
    private final PollInterval interval = new PollInterval();

    private int looks;
    private @Nullable Future<?> look;
    private Instant lookedAt;
    /** When to look next, or while there is a look, when to give it up. */
    private Instant next;

    private boolean over;
    private @Nullable InetAddress found;
    /** When the address was found that has been found at each look since. */
    private Duration foundAt = Duration.ZERO;

    private String lastAnswer = "no answer yet";
    private Duration lastAt = Duration.ZERO;
    private @Nullable Throwable lastFailure;

    /**
     * Begins an inquiry; looks later.
     *
     * @param terms what the whole lookup goes by; a source may have less time than that
     */
    SourceInquiry(SourceThread thread, IpLookupRequest host, WaitableClock clock, Instant start, LookupTerms terms) {
        this.thread = thread;
        this.host = host;
        this.clock = clock;
        this.start = start;
        Duration own = thread.source().timeout();
        this.limit = own.compareTo(terms.limit()) < 0 ? own : terms.limit();
        this.stability = terms.stability();
        this.question = questionOf(thread.source(), host);
        this.lookedAt = start;
        this.next = start;
    }

    /**
     * Begins a look if it is time to, or gives one up that takes too long.
     *
     * @param results takes what is to be done on the lookup's thread when the look has come to an end; from any thread
     */
    void lookWhenDue(Consumer<Runnable> results) {
        if (over || clock.now().isBefore(next)) {
            return;
        }
        if (look != null) {
            conclude(Answer.of("no answer within " + clock.since(lookedAt).toMillis() + " ms"));
            giveUp();
            return;
        }
        looks++;
        Duration time = remaining().compareTo(LEAST) > 0 ? remaining() : LEAST;
        lookedAt = clock.now();
        next = lookedAt.plus(time).plus(GRACE);
        look = thread.run(() -> {
            Instant began = clock.now();
            Answer answer = ask(host.withRemaining(time));
            Duration took = clock.since(began);
            results.accept(() -> end(answer, took));
        });
    }

    /** Returns how long it is until {@link #lookWhenDue} has something to do; not positive where it has. */
    Duration untilDue() {
        return Duration.between(clock.now(), next);
    }

    /** Asks no more. A look that goes on is interrupted, and what it says is not heard. */
    void giveUp() {
        over = true;
        if (look != null) {
            look.cancel(true);
        }
    }

    /** Tells whether it will not be asked any more: it failed for good, or the time is over. */
    boolean isOver() {
        return over;
    }

    /** Returns how long an answer of others waits for this one, because it is just being asked; may be negative. */
    Duration precedence() {
        return look == null ? Duration.ZERO : PRECEDENCE.minus(clock.since(lookedAt));
    }

    /** Returns the answer, once it is one to be believed. */
    Optional<FoundAddress> found() {
        if (lastAt.minus(foundAt).compareTo(stability) < 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(found)
                .map(address -> new FoundAddress(address, thread.source().name()));
    }

    LookupEvidence evidence() {
        String doubt = found == null ? "" : ", not for long enough to be believed";
        return new LookupEvidence(thread.source().name(), question, looks, lastAnswer + doubt, lastAt);
    }

    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    private Answer ask(IpLookupRequest request) {
        try {
            return thread.source()
                    .strategy()
                    .lookup(request)
                    .map(address -> request.objectionTo(address)
                            .map(objection -> Answer.of(IpLiteral.format(address) + ", which is " + objection))
                            .orElseGet(() -> Answer.of(address)))
                    .orElseGet(() -> Answer.of("no address yet"));
        } catch (IpLookupException e) {
            return new Answer(null, String.valueOf(e.getMessage()), e, e.isPermanent());
        } catch (Throwable e) {
            // A strategy that breaks its contract, or cannot be linked: asking it again would only repeat it, and on
            // its thread nobody else hears of it. An interrupt of ours is of no interest.
            return new Answer(null, "failed unexpectedly: " + e, e, true);
        }
    }

    private void end(Answer answer, Duration took) {
        if (over) {
            return;
        }
        look = null;
        conclude(answer);
        Duration pause = interval.pauseAfter(took);
        Duration left = remaining();
        // The last look happens when the time is over, not a whole interval earlier. A wait that ends late, as all
        // do, does not take it away.
        next = clock.now().plus(pause.compareTo(left) < 0 ? pause : left);
        over = answer.lasting() || left.compareTo(Duration.ZERO) <= 0;
    }

    private void conclude(Answer answer) {
        lastAt = clock.since(start);
        if (answer.address() == null || !answer.address().equals(found)) {
            foundAt = lastAt;
        }
        found = answer.address();
        lastAnswer = answer.text();
        lastFailure = answer.failure();
        LOG.debug("{}, look {} after {} ms: {}", thread.source().name(), looks, lastAt.toMillis(), lastAnswer);
    }

    /** May be negative. */
    private Duration remaining() {
        return limit.minus(clock.since(start));
    }

    private static String questionOf(AddressSource source, IpLookupRequest host) {
        try {
            return source.strategy().question(host);
        } catch (RuntimeException e) {
            LOG.warn("The strategy {} cannot say what it asks", source.name(), e);
            return "";
        }
    }

    /**
     * What came of a look.
     *
     * @param address the address, if it is one that will do
     * @param text what was answered, for people
     * @param failure why there is no answer
     * @param lasting whether asking again is of no use
     */
    private record Answer(
            @Nullable InetAddress address,
            String text,
            @Nullable Throwable failure,
            boolean lasting) {

        static Answer of(InetAddress address) {
            return new Answer(address, IpLiteral.format(address), null, false);
        }

        static Answer of(String text) {
            return new Answer(null, text, null, false);
        }
    }
}
