package io.cloudhost.ip.fixed;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.net.InetAddress;

/** Make strategies that answer with the configured address. */
public final class StaticIpLookupStrategyProvider implements IpLookupStrategyProvider {

    static final SettingKey<ConfiguredAddress> IP = SettingKey.scalar(
                    "ip",
                    "IPv4 or IPv6 address, or host name",
                    "The address that the machine has. A name is resolved as this computer resolves names, at each look.",
                    ConfiguredAddress::parse)
            .example("\"10.0.1.35\"");

    private final Resolver resolver;

    /** For the service loader. */
    public StaticIpLookupStrategyProvider() {
        this(InetAddress::getAllByName);
    }

    StaticIpLookupStrategyProvider(Resolver resolver) {
        this.resolver = resolver;
    }

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
        return settings.get(IP).strategy(resolver);
    }
}
