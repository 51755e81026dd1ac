package io.cloudhost.api.plugins;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.ProviderContext;
import java.nio.file.Path;

/** Has hosts that are files, so that other processes see what is left of them. */
public final class FileHostProvider implements CloudHostProvider {

    /** Where a host hangs, for longer than any test. */
    enum Hanging {
        NOWHERE,
        /** When its file is there; until the thread is interrupted. */
        SETUP,
        /** While its file is there; heeds no interrupt. */
        TEARDOWN
    }

    private static final SettingKey<String> FILE = SettingKey.text("file", "The file.");
    private static final SettingKey<Hanging> HANGING = SettingKey.choice("hanging", "Where it hangs.", Hanging.class);

    @Override
    public String name() {
        return "file";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(FILE, HANGING);
    }

    @Override
    public boolean claims(Settings host) {
        return host.has(FILE);
    }

    @Override
    public CloudHost create(HostDefinition host, ProviderContext context) {
        return new FileHost(
                host.label(),
                Path.of(host.settings().get(FILE)),
                host.settings().get(HANGING),
                context);
    }
}
