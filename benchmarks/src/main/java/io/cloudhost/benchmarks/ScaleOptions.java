package io.cloudhost.benchmarks;

import java.util.Iterator;
import java.util.List;

/**
 * What to measure.
 *
 * @param rounds how often both sizes are measured
 * @param operations how often each operation is measured per size and round
 * @param small how many foreign domains and volumes there are at first
 * @param large how many there are to compare with
 * @param json whether to print JSON
 */
record ScaleOptions(int rounds, int operations, int small, int large, boolean json) {

    static final ScaleOptions USUAL = new ScaleOptions(40, 20, 10, 1000, false);

    static ScaleOptions parse(List<String> arguments) {
        ScaleOptions options = USUAL;
        Iterator<String> remaining = arguments.iterator();
        while (remaining.hasNext()) {
            options = options.with(remaining.next(), remaining);
        }
        return options;
    }

    private ScaleOptions with(String option, Iterator<String> values) {
        return switch (option) {
            case "--rounds" -> new ScaleOptions(number(option, values), operations, small, large, json);
            case "--operations" -> new ScaleOptions(rounds, number(option, values), small, large, json);
            case "--small" -> new ScaleOptions(rounds, operations, number(option, values), large, json);
            case "--large" -> new ScaleOptions(rounds, operations, small, number(option, values), json);
            case "--json" -> new ScaleOptions(rounds, operations, small, large, true);
            default ->
                throw new IllegalArgumentException("unknown option " + option
                        + ". There are --rounds N, --operations N, --small N, --large N and --json");
        };
    }

    static int number(String option, Iterator<String> values) {
        String value = values.hasNext() ? values.next() : "";
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(option + " needs a number from 1 to 999999, not '" + value + "'");
        }
        return Integer.parseInt(value);
    }
}
