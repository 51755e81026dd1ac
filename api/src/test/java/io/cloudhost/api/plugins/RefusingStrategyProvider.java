package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;

/** Refuses all settings. */
public final class RefusingStrategyProvider implements IpLookupStrategyProvider {

    private static final SettingKey<String> MOOD = SettingKey.text("mood", "A mood.");

    @Override
    public String name() {
        return "refusing";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(MOOD);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        throw settings.refusal(MOOD, "not in the mood");
    }
}
