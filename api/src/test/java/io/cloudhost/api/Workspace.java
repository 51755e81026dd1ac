package io.cloudhost.api;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A home, a working directory, system properties and a classpath for one test, shared with no other. */
final class Workspace implements AutoCloseable {

    private static final String PLUGINS = "io.cloudhost.api.plugins.";

    private final Path directory;
    private final Properties systemProperties = new Properties();
    private final List<Path> jars = new ArrayList<>();
    private final List<URLClassLoader> loaders = new ArrayList<>();

    Workspace(Path directory) {
        this.directory = directory;
        systemProperties.setProperty("user.name", "tester");
    }

    Path home() {
        return directory.resolve("home");
    }

    Path homeFile() {
        return home().resolve(".cloudhost").resolve("cloudhost.conf");
    }

    Path workingFile() {
        return directory.resolve("work").resolve("cloudhost.conf");
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    Workspace inHome(String text) {
        write(homeFile(), text);
        return this;
    }

    Workspace inWorkingDirectory(String text) {
        write(workingFile(), text);
        return this;
    }

    Workspace property(String key, String value) {
        systemProperties.setProperty(key, value);
        return this;
    }

    /** Adds a jar with one text file in it. */
    Workspace resource(String jar, String name, String text) {
        writeJar(jar, Map.of(name, text.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Adds a jar with plugins, what they are made of, and the file that names them. */
    Workspace plugins(String jar, Class<?> port, Class<?>... plugins) {
        String names = Stream.of(plugins).map(Class::getName).collect(Collectors.joining("\n"));
        Map<String, byte[]> entries = new HashMap<>(pluginClasses(plugins));
        entries.put("META-INF/services/" + port.getName(), names.getBytes(StandardCharsets.UTF_8));
        writeJar(jar, entries);
        return this;
    }

    /** Adds a jar with a class that is none, named as a plugin. */
    Workspace garbage(String jar, Class<?> port, String name) {
        writeJar(
                jar,
                Map.of(
                        "META-INF/services/" + port.getName(),
                        name.getBytes(StandardCharsets.UTF_8),
                        name.replace('.', '/') + ".class",
                        new byte[] {1, 2, 3, 4}));
        return this;
    }

    Surroundings surroundings() {
        return new Surroundings(home(), workingFile().getParent(), systemProperties);
    }

    ClassLoader loader() {
        URL[] urls = jars.stream().map(Workspace::url).toArray(URL[]::new);
        URLClassLoader loader = new URLClassLoader(urls, new PluginHider(Workspace.class.getClassLoader()));
        loaders.add(loader);
        return loader;
    }

    CloudHosts.Builder builder() {
        return CloudHosts.builder().classLoader(loader()).surroundings(surroundings());
    }

    CloudHosts hosts() {
        return builder().build();
    }

    @Override
    public void close() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> pluginClasses(Class<?>... plugins) {
        Path classes = Path.of(
                Workspace.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath(),
                PLUGINS.replace('.', '/'));
        try (Stream<Path> files = Files.list(classes)) {
            Map<String, byte[]> entries = new HashMap<>();
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (belongsTo(name.replaceFirst("(\\$.*)?\\.class", ""), plugins)) {
                    entries.put(PLUGINS.replace('.', '/') + name, Files.readAllBytes(file));
                }
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar has no plugins but its own: whatever else is in the package is there for all of them. */
    private static boolean belongsTo(String simpleName, Class<?>... plugins) {
        return !simpleName.endsWith("Provider")
                || Stream.of(plugins)
                        .flatMap(plugin -> Stream.<Class<?>>iterate(plugin, Objects::nonNull, Class::getSuperclass))
                        .anyMatch(type -> type.getSimpleName().equals(simpleName));
    }

    private void writeJar(String name, Map<String, byte[]> entries) {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jars.add(file);
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows all of the tests' classpath but the plugins, which so come from no other place than a jar. */
    private static final class PluginHider extends ClassLoader {

        PluginHider(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(PLUGINS)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
