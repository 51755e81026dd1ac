package io.cloudhost.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Measured values of one kind.
 *
 * @param sorted the values, the smallest first
 */
record Samples(List<Double> sorted) {

    /** Takes measured nanoseconds for milliseconds. */
    static Samples of(long[] nanos) {
        return of(Arrays.stream(nanos).mapToObj(nano -> nano / 1e6).toList());
    }

    static Samples of(Collection<Double> values) {
        return new Samples(values.stream().sorted().toList());
    }

    /** Puts the values of several together. */
    static Samples joined(Collection<Samples> samples) {
        return of(samples.stream().flatMap(each -> each.sorted.stream()).toList());
    }

    double median() {
        return quantile(0.5);
    }

    /** Returns the value that a part of all values lies below, e.g. a quarter of them. */
    double quantile(double part) {
        double position = part * (sorted.size() - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
    }
}
