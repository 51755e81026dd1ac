package io.cloudhost.benchmarks;

import java.util.Iterator;
import java.util.List;

/**
 * What to measure.
 *
 * @param rounds how many leases are written and measured
 */
record AddressOptions(int rounds) {

    static final AddressOptions USUAL = new AddressOptions(20);

    static AddressOptions parse(List<String> arguments) {
        AddressOptions options = USUAL;
        Iterator<String> remaining = arguments.iterator();
        while (remaining.hasNext()) {
            String option = remaining.next();
            if (!option.equals("--rounds")) {
                throw new IllegalArgumentException("unknown option " + option + ". There is --rounds N");
            }
            options = new AddressOptions(ScaleOptions.number(option, remaining));
        }
        return options;
    }
}
