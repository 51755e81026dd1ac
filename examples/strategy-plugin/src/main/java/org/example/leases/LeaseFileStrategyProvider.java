package org.example.leases;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.nio.file.Path;

/** Makes strategies that find a host in a file of DHCP leases on this machine. */
public final class LeaseFileStrategyProvider implements IpLookupStrategyProvider {

    private static final SettingKey<String> FILE = SettingKey.text("file", "The file of leases, as dnsmasq writes it.");

    @Override
    public String name() {
        return "LeaseFile";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(FILE);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        return new LeaseFileStrategy(Path.of(settings.get(FILE)));
    }
}
