package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;

/** Uses what the ports may have one day. */
public class NewerStrategyProvider implements IpLookupStrategyProvider {

    private static final SettingKey<String> SHOWS = SettingKey.text("shows", "When it does, if not when it is made.");

    @Override
    public String name() {
        return "Newer";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(SHOWS);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        if (settings.has(SHOWS)) {
            return request -> {
                throw new NoClassDefFoundError("io/cloudhost/core/spi/Tomorrow");
            };
        }
        throw new NoSuchMethodError("'java.lang.String io.cloudhost.core.settings.Settings.tomorrow()'");
    }
}
