package io.cloudhost.junit.jupiter;

import java.util.List;

/** Makes one exception of several. */
final class Failures {

    private Failures() {}

    /** Throws the first as it is, with the others suppressed; does nothing where there is none. */
    static void throwFirst(List<Throwable> failures) {
        if (failures.isEmpty()) {
            return;
        }
        Throwable first = failures.get(0);
        failures.stream().skip(1).forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        // Hosts throw nothing that is checked.
        throw (RuntimeException) first;
    }
}
