package io.cloudhost.core.address;

import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.LookupEvidence;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One source during one lookup: asks it, and remembers what it said. */
final class SourceInquiry {

    private static final Logger LOG = LoggerFactory.getLogger(SourceInquiry.class);

    private final AddressSource source;
    private final WaitableClock clock;
    private final Instant start;

    private int looks;
    private boolean failed;
    private String lastAnswer = "none";
    private Duration lastAt = Duration.ZERO;
    private @Nullable RuntimeException lastFailure;

    SourceInquiry(AddressSource source, WaitableClock clock, Instant start) {
        this.source = source;
        this.clock = clock;
        this.start = start;
    }

    Optional<InetAddress> look(IpLookupRequest host) throws InterruptedException {
        looks++;
        try {
            Optional<InetAddress> address = source.strategy().lookup(host.withRemaining(fair(remaining())));
            address.ifPresentOrElse(
                    found -> answered(found.getHostAddress(), null), () -> answered("no address yet", null));
            return address;
        } catch (IpLookupException e) {
            failed = e.isPermanent();
            answered(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            // A strategy that breaks its contract: asking it again would only repeat it.
            failed = true;
            answered("failed unexpectedly: " + e, e);
        }
        return Optional.empty();
    }

    /** May be negative. */
    Duration remaining() {
        return source.timeout().minus(clock.since(start));
    }

    /** Tells, after a look, whether that was the last one: it failed for good, or the time is over. */
    boolean isOver() {
        return failed || remaining().compareTo(Duration.ZERO) <= 0;
    }

    String name() {
        return source.name();
    }

    LookupEvidence evidence() {
        return new LookupEvidence(source.name(), looks, lastAnswer, lastAt);
    }

    @Nullable
    RuntimeException lastFailure() {
        return lastFailure;
    }

    private void answered(String answer, @Nullable RuntimeException failure) {
        lastAnswer = answer;
        lastFailure = failure;
        lastAt = clock.since(start);
        LOG.debug("{}, look {} after {} ms: {}", source.name(), looks, lastAt.toMillis(), answer);
    }

    /**
     * What is left at the very last look is zero or less. A look that is cut short says nothing of the host, and would hide
     * what the looks before it said.
     */
    private static Duration fair(Duration remaining) {
        Duration least = Duration.ofSeconds(1);
        return remaining.compareTo(least) > 0 ? remaining : least;
    }
}
