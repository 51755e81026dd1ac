package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Never answers, until it is interrupted. */
public final class HangingStrategyProvider implements IpLookupStrategyProvider {

    @Override
    public String name() {
        return "hanging";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(Log.FILE);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        return new IpLookupStrategy() {
            @Override
            public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
                new CountDownLatch(1).await();
                return Optional.empty();
            }

            @Override
            public void close() {
                Log.write(settings, "closed hanging");
            }
        };
    }
}
