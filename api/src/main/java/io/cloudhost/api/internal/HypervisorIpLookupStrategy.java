package io.cloudhost.api.internal;

import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.AddressReports.Report;
import io.cloudhost.core.spi.BoundedCalls;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Asks what the host's provider knows of its addresses, one source after the other, and takes the newest address of the
 * first that has one.
 */
final class HypervisorIpLookupStrategy implements IpLookupStrategy {

    private final List<AddressReports.Source> sources;
    private final BoundedCalls calls = new BoundedCalls("cloudhost-hypervisor-lookup");

    HypervisorIpLookupStrategy(List<AddressReports.Source> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
        try {
            return calls.call(request.remaining(), () -> askAll(request));
        } catch (TimeoutException e) {
            throw IpLookupException.transientFailure(
                    "the hypervisor did not answer within "
                            + request.remaining().toMillis() + " ms",
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IpLookupException failure) {
                throw failure;
            }
            throw new IllegalStateException("asking the hypervisor failed unexpectedly", e.getCause());
        }
    }

    @Override
    public String question(IpLookupRequest request) {
        return sources.stream().map(HypervisorIpLookupStrategy::word).collect(Collectors.joining(", "))
                + request.mac().map(mac -> " of " + mac).orElse("");
    }

    @Override
    public void close() {
        calls.close();
    }

    private Optional<InetAddress> askAll(IpLookupRequest request) {
        List<String> refusals = new ArrayList<>();
        List<IpLookupException> failures = new ArrayList<>();
        for (AddressReports.Source source : sources) {
            try {
                Optional<InetAddress> address = newest(request.reports().ask(source), request);
                if (address.isPresent()) {
                    return address;
                }
            } catch (IpLookupException e) {
                refusals.add(word(source) + ": " + e.getMessage());
                failures.add(e);
            }
        }
        boolean hopeless =
                failures.size() == sources.size() && failures.stream().allMatch(IpLookupException::isPermanent);
        Optional<IpLookupException> troubled =
                failures.stream().filter(failure -> !failure.isPermanent()).findFirst();
        if (hopeless) {
            throw IpLookupException.permanentFailure(String.join("; ", refusals), failures.get(0));
        }
        if (troubled.isPresent()) {
            throw IpLookupException.transientFailure(String.join("; ", refusals), troubled.get());
        }
        return Optional.empty();
    }

    /** The last is the newest: a boot firmware's lease may come before that of the system. */
    private static Optional<InetAddress> newest(List<Report> reports, IpLookupRequest request) {
        List<InetAddress> candidates = reports.stream()
                .filter(report -> isOf(report, request.mac()))
                .map(Report::address)
                .filter(address -> request.objectionTo(address).isEmpty())
                .toList();
        return last(candidates.stream().filter(AddressFamily.IPV4::includes).toList())
                .or(() -> last(candidates));
    }

    private static boolean isOf(Report report, Optional<MacAddress> mac) {
        return mac.isEmpty() || report.mac().equals(mac);
    }

    private static Optional<InetAddress> last(List<InetAddress> addresses) {
        return addresses.isEmpty() ? Optional.empty() : Optional.of(addresses.get(addresses.size() - 1));
    }

    private static String word(AddressReports.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }
}
