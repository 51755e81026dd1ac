package io.cloudhost.api.plugins;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.ProviderContext;

/** Claims every host. */
public class ClaimingProvider implements CloudHostProvider {

    @Override
    public String name() {
        return "claiming";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of();
    }

    @Override
    public boolean claims(Settings host) {
        return true;
    }

    @Override
    public CloudHost create(HostDefinition host, ProviderContext context) {
        throw new UnsupportedOperationException("made by " + name());
    }
}
