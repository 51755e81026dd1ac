package io.cloudhost.api;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Tells where plugins come from. */
final class PluginLocation {

    private PluginLocation() {}

    /** Returns e.g. {@code org.example.Plugin (/repository/example.jar)}. */
    static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? type.getName()
                : type.getName() + " (" + path(source.getLocation()) + ")";
    }

    /** Returns the jar that has a resource, or the resource itself where it is in none. */
    static String holding(URL resource) {
        try {
            return path(resource.openConnection() instanceof JarURLConnection jar ? jar.getJarFileURL() : resource);
        } catch (IOException e) {
            return resource.toString();
        }
    }

    private static String path(URL location) {
        try {
            URI file = location.toURI();
            return Path.of(file).toString();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            // Not a file, or not a well-formed address: it is shown as it is.
            return location.toString();
        }
    }
}
