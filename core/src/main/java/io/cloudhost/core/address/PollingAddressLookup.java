package io.cloudhost.core.address;

import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.DaemonThread;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.waiting.EndCheck;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Find a host's address: ask all strategies, again and again, until one answers.
 *
 * <p>Each strategy is asked on a thread of its own, so that none takes the time of another; where several have an answer at
 * the same time, the first in their order counts. One that failed for good, or whose time is over, is not asked any more. The
 * lookup ends when none is left, when its own time is over, or when the host has ended. Owns its strategies and their
 * threads. Used by one thread.
 */
public final class PollingAddressLookup implements AddressLookup {

    /** How long all strategies together get to close; a polite good-bye over a slow network takes that long. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final List<SourceThread> sources;
    private final LookupTerms terms;
    private final WaitableClock clock;
    private final Function<String, ExecutorService> threads;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Create a lookup.
     *
     * @param sources whom to ask, those first whose answers count first; at least one
     * @param terms what the lookup goes by
     * @param clock the clock to wait on
     */
    public PollingAddressLookup(List<AddressSource> sources, LookupTerms terms, WaitableClock clock) {
        this(sources, terms, clock, DaemonThread::named);
    }

    PollingAddressLookup(
            List<AddressSource> sources,
            LookupTerms terms,
            WaitableClock clock,
            Function<String, ExecutorService> threads) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("no source to ask for an address");
        }
        this.sources = sources.stream()
                .map(source -> new SourceThread(source, threads.apply("cloudhost-address-" + source.name())))
                .toList();
        this.terms = terms;
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public List<InetAddress> fixedAddresses() {
        return sources.stream()
                .map(thread -> thread.source().strategy().fixedAddress())
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public FoundAddress find(IpLookupRequest host, HostWatch watch) throws InterruptedException {
        IpLookupRequest wanted = host.withFamily(terms.family());
        Instant start = clock.now();
        Inquiries inquiries = new Inquiries(sources.stream()
                .map(source -> new SourceInquiry(source, wanted, clock, start, terms))
                .toList());
        EndCheck end = new EndCheck(watch, threads.apply("cloudhost-address-end"), clock);
        try {
            return await(wanted, inquiries, end);
        } finally {
            inquiries.giveUp();
            end.close();
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        sources.forEach(SourceThread::close);
        Instant start = clock.now();
        try {
            for (SourceThread source : sources) {
                source.awaitClosed(FAREWELL.minus(clock.since(start)));
            }
        } catch (InterruptedException e) {
            // They are being closed all the same.
            Thread.currentThread().interrupt();
        }
    }

    /** Other threads look; what comes of it is handed to this one, which alone knows how things stand. */
    private FoundAddress await(IpLookupRequest host, Inquiries inquiries, EndCheck end) throws InterruptedException {
        BlockingQueue<Runnable> results = new LinkedBlockingQueue<>();
        end.listen(results::add);
        while (true) {
            end.lookWhenDue(results::add);
            inquiries.lookWhenDue(results::add);
            drain(results);
            if (end.reason().isPresent()) {
                throw inquiries.notFound(host, ": it " + end.reason().get());
            }
            Optional<FoundAddress> found = inquiries.answer();
            if (found.isPresent()) {
                return found.get();
            }
            if (inquiries.areOver()) {
                throw inquiries.notFound(host, "");
            }
            Duration due = inquiries.untilDue();
            Runnable result = clock.poll(results, due.compareTo(end.untilDue()) < 0 ? due : end.untilDue());
            if (result != null) {
                result.run();
            }
            // Before looks are begun or given up: an answer that is there counts, however late this thread comes to it.
            drain(results);
        }
    }

    private static void drain(BlockingQueue<Runnable> results) {
        for (Runnable result = results.poll(); result != null; result = results.poll()) {
            result.run();
        }
    }
}
