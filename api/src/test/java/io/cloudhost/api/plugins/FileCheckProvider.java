package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import io.cloudhost.core.spi.ReadinessRequest;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes checks that wait for a file: somebody else's, as the engine sees it. */
public class FileCheckProvider implements ReadinessCheckProvider {

    private static final SettingKey<String> PATH = SettingKey.text("path", "The file.");

    @Override
    public String name() {
        return "File";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(PATH, Log.FILE);
    }

    @Override
    public SettingKey<?> mainKey() {
        return PATH;
    }

    @Override
    public ReadinessCheck create(Settings settings) {
        Path file = Path.of(settings.get(PATH));
        return new ReadinessCheck() {
            @Override
            public String description() {
                return "file " + file.getFileName();
            }

            @Override
            public Readiness look(ReadinessRequest request) {
                Log.write(settings, "asked, " + request.remaining().toSeconds() + " s left");
                return Files.exists(file) ? Readiness.ready("there") : Readiness.notYet("missing");
            }

            @Override
            public void close() {
                Log.write(settings, "closed");
            }
        };
    }
}
