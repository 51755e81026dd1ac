package io.cloudhost.ip.fixed;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;

/** Make strategies that answer with the configured address. */
public final class StaticIpLookupStrategyProvider implements IpLookupStrategyProvider {

    static final SettingKey<ConfiguredAddress> IP = SettingKey.scalar(
            "ip",
            "IPv4 or IPv6 address, or host name",
            "The address that the machine has. A name is resolved as this computer resolves names, at each look.",
            ConfiguredAddress::parse);

    /** For the service loader. */
    public StaticIpLookupStrategyProvider() {}

    @Override
    public String name() {
        return "static";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(IP);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        ConfiguredAddress address = settings.get(IP);
        return request -> address.resolve();
    }
}
