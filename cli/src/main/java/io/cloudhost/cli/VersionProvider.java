package io.cloudhost.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tells the version that the build left in a resource. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream resource =
                Objects.requireNonNull(VersionProvider.class.getResourceAsStream("version.properties"))) {
            properties.load(resource);
        }
        return new String[] {"cloudhost " + properties.getProperty("version")};
    }
}
