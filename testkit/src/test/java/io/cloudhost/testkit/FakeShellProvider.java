package io.cloudhost.testkit;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.settings.Secret;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.GuestShellProvider;

/** Makes shells that do all that the contract asks. */
public class FakeShellProvider implements GuestShellProvider {

    static final SettingKey<Secret> PASSWORD = SettingKey.secret("password", "What lets one in.");

    @Override
    public String name() {
        return "local";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(PASSWORD);
    }

    @Override
    public GuestShell create(Settings settings, GuestEndpoint endpoint) {
        return new LocalShell(settings.get(PASSWORD), endpoint);
    }
}
