package io.cloudhost.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds the plugins' classes that cannot be linked, e.g. because their superclass is missing.
 *
 * <p>{@link java.util.ServiceLoader} does not tell which class such an error came from, and often neither does the error.
 */
final class UnlinkableClasses {

    private UnlinkableClasses() {}

    /**
     * Returns their names.
     *
     * @param port what they implement
     * @param loader the class loader that they are searched with
     * @return the names in the order in which {@code ServiceLoader} meets them; empty where the files that name them cannot
     *     be read
     */
    static List<String> find(Class<?> port, ClassLoader loader) {
        List<String> names = new ArrayList<>();
        try {
            for (URL file : Collections.list(loader.getResources("META-INF/services/" + port.getName()))) {
                names.addAll(read(file));
            }
        } catch (IOException e) {
            // This only adds a name to an error that is reported anyway.
            return List.of();
        }
        return names.stream().filter(name -> isUnlinkable(name, loader)).toList();
    }

    private static List<String> read(URL file) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static boolean isUnlinkable(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return false;
        } catch (ClassNotFoundException e) {
            return false;
        } catch (LinkageError e) {
            return true;
        }
    }
}
