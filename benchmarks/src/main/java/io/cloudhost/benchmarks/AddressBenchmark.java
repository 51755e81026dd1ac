package io.cloudhost.benchmarks;

import io.cloudhost.benchmarks.AddressResult.Measured;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.LibvirtConnector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * Measure how long it takes from the moment at which a lease is written to the one at which the engine returns the address,
 * for each strategy.
 *
 * <p>Runs in the lab. See the module's README for how to run it, and for what the times mean.
 */
public final class AddressBenchmark {

    /** The rounds that are not counted: until then, most of the code is interpreted. */
    private static final int WARM_UP = 2;

    /** How long a run that is asked to end gets to remove what it has made. */
    private static final Duration FAREWELL = Duration.ofSeconds(20);

    private static final String BROADCAST = "198.51.100.127";

    private final AddressOptions options;

    AddressBenchmark(AddressOptions options) {
        this.options = options;
    }

    /**
     * Run the benchmark and print its result.
     *
     * @param arguments the options; the README explains them
     * @throws IOException when the DHCP server does not answer, or a file cannot be used
     * @throws InterruptedException when the process is asked to end
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        AddressOptions options;
        try {
            options = AddressOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Thread benchmark = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(benchmark)));
        System.out.println(new AddressBenchmark(options).run().text());
    }

    AddressResult run() throws IOException, InterruptedException {
        RandomGenerator random = RandomGenerator.getDefault();
        WaitableClock clock = WaitableClock.system();
        List<Map<MeasuredStrategy, Double>> rounds = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Hypervisor hypervisor = new LibvirtConnector().connect(new ConnectionUrl(LeasedDomain.LIBVIRT_URL));
                DhcpClient dhcp = new DhcpClient(random, BROADCAST)) {
            for (int round = 0; round < WARM_UP + options.rounds(); round++) {
                try (LeasedDomain domain = LeasedDomain.start(hypervisor, random)) {
                    rounds.add(new AddressRound(domain, dhcp, threads, clock, random).run());
                }
            }
        } finally {
            threads.shutdownNow();
        }
        return result(rounds.subList(WARM_UP, rounds.size()));
    }

    private static AddressResult result(List<Map<MeasuredStrategy, Double>> rounds) {
        return new AddressResult(Arrays.stream(MeasuredStrategy.values())
                .map(strategy -> new Measured(
                        strategy.title(),
                        Samples.of(rounds.stream()
                                .map(times -> Objects.requireNonNull(times.get(strategy)))
                                .toList())))
                .toList());
    }

    /** Has the benchmark remove what it has made, as where it fails, and waits for that. */
    private static void end(Thread benchmark) {
        benchmark.interrupt();
        try {
            benchmark.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
