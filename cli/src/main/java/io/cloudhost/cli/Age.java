package io.cloudhost.cli;

import java.time.Duration;

/** Says how old something is, in the largest unit that fits. */
final class Age {

    private Age() {}

    static String of(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        if (age.toMinutes() > 0) {
            return age.toMinutes() + " min";
        }
        // Two machines' clocks may differ by a little: nothing is younger than new.
        return Math.max(0, age.toSeconds()) + " s";
    }
}
