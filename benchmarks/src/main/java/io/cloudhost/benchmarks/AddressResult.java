package io.cloudhost.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came out, for people.
 *
 * @param measured by strategy; the first one is what the others are compared with
 */
record AddressResult(List<Measured> measured) {

    String text() {
        Measured reference = measured.get(0);
        return Stream.concat(
                        Stream.of(format(
                                "%-32s  %10s  %10s  %10s  %s",
                                "from lease to address",
                                "minimum",
                                "median",
                                "maximum",
                                "median against " + reference.name())),
                        measured.stream().map(one -> row(one, reference)))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String row(Measured one, Measured reference) {
        Samples times = one.milliseconds();
        return format(
                "%-32s  %7.1f ms  %7.1f ms  %7.1f ms  %.2f",
                one.name(),
                times.quantile(0),
                times.median(),
                times.quantile(1),
                times.median() / reference.milliseconds().median());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** What was measured of one strategy. */
    record Measured(String name, Samples milliseconds) {}
}
