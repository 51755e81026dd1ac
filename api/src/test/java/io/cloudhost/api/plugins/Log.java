package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file that a plugin writes down in what was done to it. */
final class Log {

    static final SettingKey<String> FILE = SettingKey.text("log", "A file to write to.");

    private Log() {}

    static void write(Settings settings, String line) {
        settings.find(FILE).ifPresent(file -> {
            try {
                Files.writeString(Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
