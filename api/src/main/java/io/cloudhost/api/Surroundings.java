package io.cloudhost.api;

import java.nio.file.Path;
import java.util.Properties;

/**
 * What the configuration depends on besides the classpath.
 *
 * @param home the user's home directory
 * @param workingDirectory the directory that the process was started in
 * @param systemProperties the highest layer of the configuration
 */
record Surroundings(Path home, Path workingDirectory, Properties systemProperties) {

    /** Takes a copy of the system properties, which any thread may change at any time. */
    static Surroundings ofProcess() {
        Properties properties = (Properties) System.getProperties().clone();
        return new Surroundings(
                Path.of(properties.getProperty("user.home", "")),
                Path.of(properties.getProperty("user.dir", "")).toAbsolutePath(),
                properties);
    }
}
