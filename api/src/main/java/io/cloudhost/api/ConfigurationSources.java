package io.cloudhost.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to read besides the system properties and the defaults.
 *
 * @param given what the program gives, in its order: the last one wins
 * @param file a file in place of those of the user and of the working directory
 * @param usualFiles whether to read those, and those on the classpath
 */
record ConfigurationSources(List<GivenSettings> given, Optional<Path> file, boolean usualFiles) {

    ConfigurationSources {
        given = List.copyOf(given);
    }
}
