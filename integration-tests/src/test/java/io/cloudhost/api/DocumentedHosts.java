package io.cloudhost.api;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Reads settings that a page shows as those of a user with a home of its own.
 *
 * <p>In the api's package, since what the configuration depends on is its own business.
 */
public final class DocumentedHosts {

    private DocumentedHosts() {}

    /**
     * Reads settings.
     *
     * @param home the user's home
     * @param file the settings
     */
    public static CloudHosts read(Path home, Path file) {
        Properties properties = new Properties();
        properties.setProperty("user.home", home.toString());
        return CloudHosts.builder()
                .surroundings(new Surroundings(home, home, properties))
                .configFile(file)
                .tearDownAtExit(false)
                .build();
    }
}
