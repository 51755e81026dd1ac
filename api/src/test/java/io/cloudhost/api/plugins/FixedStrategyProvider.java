package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Knows the address that its settings have, or never any where they have none. */
public class FixedStrategyProvider implements IpLookupStrategyProvider {

    private static final SettingKey<String> IP = SettingKey.text("ip", "An address.");

    @Override
    public String name() {
        return "Fixed";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(IP, Log.FILE);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        Log.write(settings, "created " + name());
        Optional<InetAddress> address = settings.find(IP).map(FixedStrategyProvider::address);
        return new IpLookupStrategy() {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) {
                Log.write(
                        settings, "asked " + name() + ", " + request.remaining().toMillis() + " ms left");
                return address;
            }

            @Override
            public Optional<InetAddress> fixedAddress() {
                return address;
            }

            @Override
            public void close() {
                Log.write(settings, "closed " + name());
            }
        };
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
