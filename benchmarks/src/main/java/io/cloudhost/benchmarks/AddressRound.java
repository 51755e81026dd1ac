package io.cloudhost.benchmarks;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.IpLiteral;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** One lease, and all strategies looking for it at the same time, each in a lookup of its own. */
final class AddressRound {

    private static final Path LEASES = Path.of("/var/lib/libvirt/dnsmasq/virbr-nat.status");

    /** Until then, all strategies have their connections, and look at the pace that they keep. */
    private static final Duration HEAD_START = Duration.ofSeconds(3);

    /** A lease may come at any point between two looks, and there is never more time between them. */
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);

    private static final Duration LEASE_LIMIT = Duration.ofSeconds(10);
    private static final Duration ADDRESS_LIMIT = Duration.ofSeconds(60);

    private final LeasedDomain domain;
    private final DhcpClient dhcp;
    private final ExecutorService threads;
    private final WaitableClock clock;
    private final RandomGenerator random;

    AddressRound(
            LeasedDomain domain,
            DhcpClient dhcp,
            ExecutorService threads,
            WaitableClock clock,
            RandomGenerator random) {
        this.domain = domain;
        this.dhcp = dhcp;
        this.threads = threads;
        this.clock = clock;
        this.random = random;
    }

    /** Returns the milliseconds that each strategy took. */
    Map<MeasuredStrategy, Double> run() throws IOException, InterruptedException {
        CloudHosts hosts = hosts();
        Map<MeasuredStrategy, Future<Search>> searches = new EnumMap<>(MeasuredStrategy.class);
        try (LeaseFile leases = new LeaseFile(LEASES)) {
            for (MeasuredStrategy strategy : MeasuredStrategy.values()) {
                searches.put(strategy, threads.submit(() -> search(hosts.get(strategy.label()))));
            }
            clock.sleep(HEAD_START.plusNanos(random.nextLong(LONGEST_INTERVAL.toNanos())));
            DhcpClient.Lease lease = dhcp.lease(domain.mac(), domain.uuid().toString());
            try {
                Instant written = leases.awaitLease(domain.mac(), LEASE_LIMIT);
                return times(searches, written, IpLiteral.format(lease.address()));
            } finally {
                lease.release();
            }
        } finally {
            searches.values().forEach(search -> search.cancel(true));
        }
    }

    private static Search search(CloudHost unfound) {
        try (CloudHost host = unfound) {
            Instant start = Instant.now();
            host.setup();
            return new Search(start, Instant.now(), host.getHostName());
        }
    }

    private Map<MeasuredStrategy, Double> times(
            Map<MeasuredStrategy, Future<Search>> searches, Instant written, String leased)
            throws InterruptedException {
        Map<MeasuredStrategy, Double> times = new EnumMap<>(MeasuredStrategy.class);
        for (Map.Entry<MeasuredStrategy, Future<Search>> entry : searches.entrySet()) {
            MeasuredStrategy strategy = entry.getKey();
            Search search = result(strategy, entry.getValue());
            if (strategy.waitsForLease() && !search.address().equals(leased)) {
                throw new IllegalStateException(
                        strategy + " found " + search.address() + ", but " + domain.mac() + " was given " + leased);
            }
            Instant start = strategy.start(search.start(), written);
            times.put(strategy, Duration.between(start, search.end()).toNanos() / 1e6);
        }
        return times;
    }

    private Search result(MeasuredStrategy strategy, Future<Search> search) throws InterruptedException {
        try {
            return search.get(ADDRESS_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(strategy + " did not find the address of " + domain.mac(), e);
        }
    }

    private CloudHosts hosts() throws IOException {
        Path settings = Files.createTempFile("address", ".conf");
        try {
            Files.writeString(
                    settings,
                    Arrays.stream(MeasuredStrategy.values())
                            .map(strategy -> strategy.settings(domain))
                            .collect(Collectors.joining()));
            return CloudHosts.builder().configFile(settings).build();
        } finally {
            Files.delete(settings);
        }
    }

    /** When a lookup began, when it ended, and what it found. */
    private record Search(Instant start, Instant end, String address) {}
}
