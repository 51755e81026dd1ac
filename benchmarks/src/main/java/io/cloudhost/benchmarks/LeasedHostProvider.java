package io.cloudhost.benchmarks;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.core.spi.ProviderContext;
import java.util.UUID;

/**
 * Provide hosts that are a running domain which somebody else starts and ends. Their setup is the search for the address
 * and nothing else: so the engine's own lookup can be measured, made from settings as a user writes them.
 */
public final class LeasedHostProvider implements CloudHostProvider {

    static final String NAME = "leased";

    static final SettingKey<UUID> DOMAIN =
            SettingKey.scalar("domain", "UUID", "The domain whose address is looked for.", UUID::fromString);

    static final SettingKey<MacAddress> MAC =
            SettingKey.scalar("mac", "MAC address", "The domain's network interface.", MacAddress::new);

    /** For the service loader. */
    public LeasedHostProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(DOMAIN, MAC);
    }

    @Override
    public boolean claims(Settings host) {
        return false;
    }

    @Override
    public CloudHost create(HostDefinition host, ProviderContext context) {
        Settings settings = host.settings();
        return new LeasedHost(host.label(), settings.get(DOMAIN), settings.get(MAC), context.addressLookup());
    }
}
