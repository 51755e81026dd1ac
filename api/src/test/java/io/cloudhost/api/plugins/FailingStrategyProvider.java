package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;

/** Makes strategies that never find an address. */
public final class FailingStrategyProvider implements IpLookupStrategyProvider {

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of();
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        return request -> {
            throw IpLookupException.permanentFailure("no way to an address of family " + request.family(), null);
        };
    }
}
