package io.cloudhost.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the files in {@code META-INF/services} name for one port.
 *
 * <p>{@link java.util.ServiceLoader} tells of a class that it cannot load neither the jar nor always the name.
 */
final class ServiceEntries {

    private final List<Entry> entries;
    private final ClassLoader loader;

    private ServiceEntries(List<Entry> entries, ClassLoader loader) {
        this.entries = List.copyOf(entries);
        this.loader = loader;
    }

    /**
     * Reads the files.
     *
     * @param port what the classes implement
     * @param loader the class loader that they are searched with
     * @return the entries; none where the files cannot be read: this only adds a name to an error that is reported anyway
     */
    static ServiceEntries read(Class<?> port, ClassLoader loader) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (URL file : Collections.list(loader.getResources("META-INF/services/" + port.getName()))) {
                entries.addAll(read(file));
            }
        } catch (IOException | UncheckedIOException e) {
            return new ServiceEntries(List.of(), loader);
        }
        return new ServiceEntries(entries, loader);
    }

    /** Returns the one that a message names. */
    Optional<Entry> namedIn(String message) {
        return entries.stream()
                .filter(entry -> message.contains(" " + entry.className() + " "))
                .findFirst();
    }

    /** Returns those that cannot be linked, in the order in which {@code ServiceLoader} meets them. */
    List<Entry> unlinkable() {
        return entries.stream().filter(this::isUnlinkable).toList();
    }

    private boolean isUnlinkable(Entry entry) {
        try {
            Class.forName(entry.className(), false, loader);
            return false;
        } catch (ClassNotFoundException e) {
            return false;
        } catch (LinkageError e) {
            return true;
        }
    }

    private static List<Entry> read(URL file) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(className -> new Entry(className, PluginLocation.holding(file)))
                    .toList();
        }
    }

    /**
     * A class that a file names.
     *
     * @param className its name
     * @param location the jar or folder that the file is in
     */
    record Entry(String className, String location) {

        @Override
        public String toString() {
            return className + " (" + location + ")";
        }
    }
}
