package io.cloudhost.api;

import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Tells where a class came from. */
final class PluginLocation {

    private PluginLocation() {}

    /** Returns e.g. {@code org.example.Plugin (/repository/example.jar)}. */
    static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return type.getName();
        }
        String location = source.getLocation().toString();
        try {
            location = Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            // Not a file, or not a well-formed address: it is shown as it is.
        }
        return type.getName() + " (" + location + ")";
    }
}
