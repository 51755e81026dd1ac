package io.cloudhost.testkit;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** A strategy that does all that the contract asks: it looks into a {@link FakeOracle}. */
public class FakeStrategyProvider implements IpLookupStrategyProvider {

    static final SettingKey<String> ORACLE = SettingKey.text("oracle", "Whom to ask.");
    static final SettingKey<String> GREETING = SettingKey.text("greeting", "What to say first.");
    static final SettingKey<Duration> PAUSE = SettingKey.duration("pause", "How long to think.");

    @Override
    public String name() {
        return "Fake";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(ORACLE, GREETING, PAUSE);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        FakeOracle oracle = FakeOracle.named(settings.get(ORACLE));
        return request -> {
            oracle.ask();
            if (oracle.isSilent()) {
                // Nobody ever puts anything into this queue.
                new SynchronousQueue<>().poll(request.remaining().toNanos(), TimeUnit.NANOSECONDS);
                throw IpLookupException.transientFailure("the oracle is silent", null);
            }
            return oracle.address();
        };
    }
}
