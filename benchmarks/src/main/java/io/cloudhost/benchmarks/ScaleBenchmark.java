package io.cloudhost.benchmarks;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measure what the number of foreign domains and volumes does to planning a clone, and to making and removing one.
 *
 * <p>Both sizes are measured in turns in one process, so that whatever else goes on in the machine hits both. See the
 * module's README for how to run it.
 */
public final class ScaleBenchmark {

    private static final String LABEL = "scale_host";

    /** The rounds that are not counted: until then, most of the code is interpreted. */
    private static final int WARM_UP = 5;

    private final ScaleOptions options;

    ScaleBenchmark(ScaleOptions options) {
        this.options = options;
    }

    /**
     * Run the benchmark and print its result.
     *
     * @param arguments the options; the README explains them
     * @throws IOException when the settings of the host cannot be written to a temporary file
     */
    public static void main(String[] arguments) throws IOException {
        ScaleOptions options;
        try {
            options = ScaleOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        ScaleResult result = new ScaleBenchmark(options).run();
        System.out.println(options.json() ? result.json() : result.text());
    }

    ScaleResult run() throws IOException {
        Path settings = Files.createTempFile("scale", ".conf");
        try (TestNode node = new TestNode()) {
            Files.writeString(settings, """
                    %s {
                      libvirtURL = "%s"
                      libvirtBaseDomain = "%s"
                      ipLookupStrategy = static
                      static { ip = "198.51.100.7" }
                    }
                    """.formatted(LABEL, TestNode.URL, TestNode.BASE));
            CloudHosts hosts = CloudHosts.builder().configFile(settings).build();
            return measure(node, operations(hosts));
        } finally {
            Files.delete(settings);
        }
    }

    private static List<Operation> operations(CloudHosts hosts) {
        return List.of(new Operation("plan", () -> hosts.plan(LABEL)), new Operation("clone and remove", () -> {
            try (CloudHost host = hosts.get(LABEL)) {
                host.setup();
            }
        }));
    }

    private ScaleResult measure(TestNode node, List<Operation> operations) {
        List<Measured> measured = operations.stream()
                .map(operation -> new Measured(operation.name(), new ArrayList<>()))
                .toList();
        for (int round = 0; round < WARM_UP + options.rounds(); round++) {
            // In turns which size comes first: what speeds up or slows down in time must not favour one of them.
            boolean smallFirst = round % 2 == 0;
            List<Samples> first = measureAt(smallFirst ? options.small() : options.large(), node, operations);
            List<Samples> second = measureAt(smallFirst ? options.large() : options.small(), node, operations);
            boolean warm = round >= WARM_UP;
            for (int i = 0; warm && i < operations.size(); i++) {
                Round both =
                        smallFirst ? new Round(first.get(i), second.get(i)) : new Round(second.get(i), first.get(i));
                measured.get(i).rounds().add(both);
            }
        }
        return new ScaleResult(options, measured);
    }

    private List<Samples> measureAt(int size, TestNode node, List<Operation> operations) {
        node.resize(size);
        return operations.stream().map(this::measure).toList();
    }

    private Samples measure(Operation operation) {
        long[] nanos = new long[options.operations()];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            operation.code().run();
            nanos[i] = System.nanoTime() - start;
        }
        return Samples.of(nanos);
    }

    private record Operation(String name, Runnable code) {}

    /** What was measured of one operation. */
    record Measured(String operation, List<Round> rounds) {}

    /** What one round has measured of one operation. */
    record Round(Samples small, Samples large) {

        double ratio() {
            return large.median() / small.median();
        }
    }
}
