package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes the jar of a strategy that somebody else has compiled. */
final class PluginJar {

    /** The class in it. */
    static final String PROVIDER = "org.example.broken.Strategies";

    static final String SCHEMA =
            "public io.cloudhost.core.settings.SettingsSchema schema() { return io.cloudhost.core.settings.SettingsSchema.of(); }";
    static final String CREATE = create("request -> java.util.Optional.empty()");

    private static final Path PORTS = Path.of(System.getProperty("project.root"), "core/src/main/java");

    private final String name;
    private final List<JavaFileObject> newer = new ArrayList<>();
    private final StringBuilder members = new StringBuilder();

    private PluginJar(String name) {
        this.name = name;
    }

    /** Begins a jar; without any members, its services file names a class that is not in it. */
    static PluginJar named(String name) {
        return new PluginJar(name);
    }

    /** Returns the method that gives the strategy its name. */
    static String name(String name) {
        return "public String name() { return \"" + name + "\"; }";
    }

    /** Returns the method that makes the strategy. */
    static String create(String strategy) {
        return "public io.cloudhost.core.spi.IpLookupStrategy create(io.cloudhost.core.settings.Settings settings) { return "
                + strategy + "; }";
    }

    PluginJar member(String source) {
        members.append(source).append('\n');
        return this;
    }

    /** Compiles against a class that our ports do not have. */
    PluginJar newer(String type, String source) {
        newer.add(source(type, "package " + type.substring(0, type.lastIndexOf('.')) + ";\n" + source));
        return this;
    }

    /** Compiles against a port of ours that has more. */
    PluginJar newer(Class<?> port, String member) throws IOException {
        String ours = Files.readString(PORTS.resolve(port.getName().replace('.', '/') + ".java"));
        int end = ours.lastIndexOf('}');
        newer.add(source(port.getName(), ours.substring(0, end) + member + "\n}\n"));
        return this;
    }

    /** Writes the jar into a folder, and the classes beside it. */
    Path build(Path folder) throws IOException {
        Path jar = folder.resolve(name + ".jar");
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
            entries.putNextEntry(new JarEntry("META-INF/services/" + IpLookupStrategyProvider.class.getName()));
            entries.write(PROVIDER.getBytes(StandardCharsets.UTF_8));
            if (!members.isEmpty()) {
                compile(Files.createDirectory(folder.resolve(name)), entries);
            }
        }
        return jar;
    }

    /** What is newer than ours is compiled, too, and not packed. */
    private void compile(Path classes, JarOutputStream entries) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>(newer);
        sources.add(source(
                PROVIDER,
                "package org.example.broken;\npublic final class Strategies implements "
                        + IpLookupStrategyProvider.class.getName() + " {\n" + members + "}\n"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-cp", ports(), "-proc:none", "--release", "17");
        boolean compiled =
                compiler.getTask(messages, null, null, options, null, sources).call();
        assertThat(compiled).as(messages.toString()).isTrue();
        try (Stream<Path> files = Files.walk(classes.resolve("org"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
    }

    private static String ports() {
        return Path.of(URI.create(CloudHost.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }

    private static JavaFileObject source(String type, String text) {
        URI address = URI.create("string:///" + type.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(address, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
