package io.cloudhost.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The jars of a folder, and the class loader that has them beside the command's own classes. */
final class PluginFolder implements AutoCloseable {

    private final URLClassLoader loader;

    private PluginFolder(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Opens a folder.
     *
     * @param folder what is in it and no jar is left alone; of two jars with the same class or file, the one whose name comes
     *     first counts
     * @throws UnusablePluginsException when there is no such folder, or one of its jars cannot be read
     */
    static PluginFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UnusablePluginsException("there is no folder " + folder + " to take plugins from", null);
        }
        List<URL> jars = new ArrayList<>();
        for (Path jar : jars(folder)) {
            // The class loader would ignore one that it cannot read, as if it were not there.
            try (JarFile readable = new JarFile(jar.toFile())) {
                jars.add(Path.of(readable.getName()).toUri().toURL());
            } catch (IOException e) {
                throw new UnusablePluginsException(
                        "the plugin " + jar + " cannot be read: " + e + ". Remove it, or get it anew", e);
            }
        }
        return new PluginFolder(new URLClassLoader(jars.toArray(URL[]::new), PluginFolder.class.getClassLoader()));
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UnusablePluginsException("the plugins in " + folder + " cannot be listed: " + e, e);
        }
    }
}
