package io.cloudhost.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The command as a file that can be executed, like the one that is built, with the providers of the tests. */
final class TestLauncher {

    private static final Path PROLOGUE = Path.of("src", "main", "launcher", "prologue.sh");

    private TestLauncher() {}

    /** Writes it into a folder, by the name {@code cloudhost}. */
    static Path in(Path folder) {
        Path launcher = folder.resolve("cloudhost");
        try (OutputStream file = Files.newOutputStream(launcher)) {
            Files.copy(PROLOGUE, file);
            new JarOutputStream(file, manifest()).close();
            Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return launcher;
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        return manifest;
    }
}
