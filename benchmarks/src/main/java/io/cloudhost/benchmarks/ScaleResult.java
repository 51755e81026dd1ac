package io.cloudhost.benchmarks;

import io.cloudhost.benchmarks.ScaleBenchmark.Measured;
import io.cloudhost.benchmarks.ScaleBenchmark.Round;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came out, for people and for programs.
 *
 * @param measured by operation
 */
record ScaleResult(ScaleOptions options, List<Measured> measured) {

    String text() {
        return Stream.concat(
                        Stream.of(row(
                                "median (quartiles)",
                                options.small() + " domains and volumes",
                                options.large() + " domains and volumes",
                                "ratio (of the rounds)")),
                        measured.stream().map(ScaleResult::text))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    String json() {
        return measured.stream()
                .map(ScaleResult::json)
                .collect(Collectors.joining(
                        ",",
                        format(
                                "{\"rounds\":%d,\"operationsPerRound\":%d,\"small\":%d,\"large\":%d,\"results\":[",
                                options.rounds(), options.operations(), options.small(), options.large()),
                        "]}"));
    }

    private static String text(Measured one) {
        Samples ratios = ratios(one);
        return row(
                one.operation(),
                text(all(one, Round::small)),
                text(all(one, Round::large)),
                format("%.2f (%.2f..%.2f)", ratios.median(), ratios.quantile(0), ratios.quantile(1)));
    }

    private static String text(Samples samples) {
        return format("%.2f ms (%.2f..%.2f)", samples.median(), samples.quantile(0.25), samples.quantile(0.75));
    }

    private static String row(String... cells) {
        return format("%-18s  %-26s  %-26s  %s", (Object[]) cells);
    }

    private static String json(Measured one) {
        Samples ratios = ratios(one);
        return format(
                "{\"operation\":\"%s\",\"small\":%s,\"large\":%s,"
                        + "\"ratio\":{\"median\":%.4f,\"lowest\":%.4f,\"highest\":%.4f}}",
                one.operation(),
                json(all(one, Round::small)),
                json(all(one, Round::large)),
                ratios.median(),
                ratios.quantile(0),
                ratios.quantile(1));
    }

    private static String json(Samples samples) {
        return format(
                "{\"median\":%.4f,\"lowerQuartile\":%.4f,\"upperQuartile\":%.4f}",
                samples.median(), samples.quantile(0.25), samples.quantile(0.75));
    }

    private static Samples all(Measured one, Function<Round, Samples> size) {
        return Samples.joined(one.rounds().stream().map(size).toList());
    }

    /** By round: its two sizes were measured right after each other. */
    private static Samples ratios(Measured one) {
        return Samples.of(one.rounds().stream().map(Round::ratio).toList());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
