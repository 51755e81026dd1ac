package io.cloudhost.api.internal;

import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.AddressReports.Report;
import io.cloudhost.core.spi.AddressReports.Source;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.MacAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks what the host's provider knows of its addresses, one source after the other, and takes the newest address of the
 * first that has one. A source that failed for good is not asked again: that may take long, and others may still know.
 */
final class HypervisorIpLookupStrategy implements IpLookupStrategy {

    /** How long a look waits for one source, before it asks the next. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<SourceCall> sources;
    /** Why sources failed for good. */
    private final Map<SourceCall, IpLookupException> refusals = new LinkedHashMap<>();

    /**
     * Makes the strategy for one host.
     *
     * @param sources whom to ask, in this order; each once, at least one
     */
    HypervisorIpLookupStrategy(List<Source> sources) {
        this.sources = sources.stream().map(SourceCall::new).toList();
    }

    @Override
    public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
        // The calls would see to that too, but not before they have asked.
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long start = System.nanoTime();
        Map<SourceCall, IpLookupException> troubles = new LinkedHashMap<>();
        for (SourceCall source : sources) {
            if (refusals.containsKey(source)) {
                continue;
            }
            Duration left = request.remaining().minusNanos(System.nanoTime() - start);
            try {
                Optional<InetAddress> address = ask(source, request, left);
                if (address.isPresent()) {
                    return address;
                }
            } catch (IpLookupException e) {
                (e.isPermanent() ? refusals : troubles).put(source, e);
            }
        }
        if (refusals.size() == sources.size()) {
            throw IpLookupException.permanentFailure(summary(troubles), cause(troubles));
        }
        if (refusals.isEmpty() && troubles.isEmpty()) {
            return Optional.empty();
        }
        throw IpLookupException.transientFailure(summary(troubles), cause(troubles));
    }

    @Override
    public String question(IpLookupRequest request) {
        return sources.stream().map(SourceCall::toString).collect(Collectors.joining(", "))
                + request.mac().map(mac -> " of " + mac).orElse("");
    }

    @Override
    public void close() {
        sources.forEach(SourceCall::close);
    }

    private Optional<InetAddress> ask(SourceCall source, IpLookupRequest request, Duration left)
            throws InterruptedException {
        Duration patience = left.compareTo(PATIENCE) < 0 ? left : PATIENCE;
        if (patience.isNegative()) {
            throw IpLookupException.transientFailure("not asked this time: the others took too long", null);
        }
        try {
            return newest(source.ask(request.reports(), patience), request);
        } catch (TimeoutException e) {
            throw IpLookupException.transientFailure("no answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IpLookupException failure) {
                throw failure;
            }
            // A provider that breaks its contract: that of one source must not hide what the others know.
            throw IpLookupException.permanentFailure("failed unexpectedly: " + e.getCause(), e.getCause());
        }
    }

    /** The last is the newest: a boot firmware's lease may come before that of the system. */
    private static Optional<InetAddress> newest(List<Report> reports, IpLookupRequest request) {
        List<InetAddress> known = reports.stream()
                .filter(report -> isOf(report, request.mac()))
                .map(Report::address)
                .toList();
        List<InetAddress> usable = known.stream()
                .filter(address -> request.objectionTo(address).isEmpty())
                .toList();
        if (usable.isEmpty() && !known.isEmpty()) {
            throw IpLookupException.transientFailure("only " + objections(known, request), null);
        }
        return last(usable.stream().filter(AddressFamily.IPV4::includes).toList())
                .or(() -> last(usable));
    }

    private static boolean isOf(Report report, Optional<MacAddress> mac) {
        return mac.isEmpty() || report.mac().equals(mac);
    }

    private static String objections(List<InetAddress> addresses, IpLookupRequest request) {
        return addresses.stream()
                .map(address -> IpLiteral.format(address) + " ("
                        + request.objectionTo(address).orElseThrow() + ")")
                .collect(Collectors.joining(", "));
    }

    private static Optional<InetAddress> last(List<InetAddress> addresses) {
        return addresses.isEmpty() ? Optional.empty() : Optional.of(addresses.get(addresses.size() - 1));
    }

    /** Says what each source said; where several said the same, once. */
    private String summary(Map<SourceCall, IpLookupException> troubles) {
        Map<String, String> wordsByAnswer = sources.stream()
                .collect(Collectors.groupingBy(
                        source -> answer(refusals.getOrDefault(source, troubles.get(source))),
                        LinkedHashMap::new,
                        Collectors.mapping(SourceCall::toString, Collectors.joining(", "))));
        return wordsByAnswer.entrySet().stream()
                .map(entry -> entry.getValue() + ": " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String answer(@Nullable IpLookupException failure) {
        return failure == null ? "nothing yet" : String.valueOf(failure.getMessage());
    }

    /** What may pass is what kept the answer away this time. */
    private @Nullable Throwable cause(Map<SourceCall, IpLookupException> troubles) {
        return Stream.concat(troubles.values().stream(), refusals.values().stream())
                .findFirst()
                .orElse(null);
    }
}
