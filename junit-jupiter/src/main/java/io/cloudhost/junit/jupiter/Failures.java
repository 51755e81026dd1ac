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
        // A host that is shared fails each time with the same exception, which has the others already.
        List<Throwable> known = List.of(first.getSuppressed());
        failures.stream()
                .filter(other -> other != first && !known.contains(other))
                .forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        // Hosts throw nothing that is checked.
        throw (RuntimeException) first;
    }
}
