package io.cloudhost.core.address;

import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpNotFoundException;
import io.cloudhost.core.spi.LookupEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Find a host's address: ask each strategy in turn, again and again, until one answers.
 *
 * <p>The interval between two rounds grows from {@value #FIRST_INTERVAL_MILLIS} ms to {@value #LAST_INTERVAL_MILLIS} ms.
 * A strategy that failed for good, or whose time is over, is not asked any more; the lookup ends when none is left. Owns
 * its strategies. Used by one thread.
 */
public final class PollingAddressLookup implements AddressLookup {

    private static final Logger LOG = LoggerFactory.getLogger(PollingAddressLookup.class);
    private static final long FIRST_INTERVAL_MILLIS = 100;
    private static final long LAST_INTERVAL_MILLIS = 1000;

    private final List<AddressSource> sources;
    private final WaitableClock clock;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Create a lookup.
     *
     * @param sources whom to ask, in this order; at least one
     * @param clock the clock to wait on
     */
    public PollingAddressLookup(List<AddressSource> sources, WaitableClock clock) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("no source to ask for an address");
        }
        this.sources = List.copyOf(sources);
        this.clock = clock;
    }

    @Override
    public FoundAddress find(IpLookupRequest host) throws InterruptedException {
        Instant start = clock.now();
        List<SourceInquiry> inquiries = sources.stream()
                .map(source -> new SourceInquiry(source, clock, start))
                .toList();
        List<SourceInquiry> open = new ArrayList<>(inquiries);
        Duration interval = Duration.ofMillis(FIRST_INTERVAL_MILLIS);
        while (true) {
            for (SourceInquiry inquiry : List.copyOf(open)) {
                var address = inquiry.look(host);
                if (address.isPresent()) {
                    return new FoundAddress(address.get(), inquiry.name());
                }
                if (inquiry.isOver()) {
                    open.remove(inquiry);
                }
            }
            Duration longest = open.stream()
                    .map(SourceInquiry::remaining)
                    .max(Duration::compareTo)
                    .orElseThrow(() -> notFound(host, inquiries));
            // The last look happens when the time is over, not a whole interval earlier; a sleep that ends late, as all
            // do, does not take it away.
            clock.sleep(interval.compareTo(longest) < 0 ? interval : longest);
            interval = longer(interval);
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        for (AddressSource source : sources) {
            close(source.name(), source.strategy());
        }
    }

    private static void close(String name, IpLookupStrategy strategy) {
        try {
            strategy.close();
        } catch (RuntimeException e) {
            // The contract forbids it; a third-party strategy that does it anyway must not keep the others open.
            LOG.warn("Closing the strategy {} failed", name, e);
        }
    }

    private static Duration longer(Duration interval) {
        return Duration.ofMillis(Math.min(LAST_INTERVAL_MILLIS, interval.toMillis() * 3 / 2));
    }

    private static IpNotFoundException notFound(IpLookupRequest host, List<SourceInquiry> inquiries) {
        List<LookupEvidence> evidence =
                inquiries.stream().map(SourceInquiry::evidence).toList();
        String who = host.name() + host.mac().map(mac -> " with MAC " + mac).orElse("");
        String said = evidence.stream().map(LookupEvidence::toString).collect(Collectors.joining("; "));
        Throwable cause = inquiries.stream()
                .map(SourceInquiry::lastFailure)
                .filter(failure -> failure != null)
                .reduce((first, second) -> second)
                .orElse(null);
        return new IpNotFoundException("no address found for " + who + ". " + said, evidence, cause);
    }
}
