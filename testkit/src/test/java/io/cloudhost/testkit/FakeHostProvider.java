package io.cloudhost.testkit;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.settings.Secret;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.ProviderContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A provider that does all that the contract asks: its hosts are objects in a set. */
public class FakeHostProvider implements CloudHostProvider {

    static final SettingKey<String> OVEN = SettingKey.text("oven", "Where hosts are baked.");
    static final SettingKey<Duration> HEAT = SettingKey.duration("heat", "For how long.");
    static final SettingKey<Secret> RECIPE = SettingKey.secret("recipe", "What nobody is told.");

    final Set<Object> machines;

    /** Create the provider, for the service loader. */
    public FakeHostProvider() {
        this(ConcurrentHashMap.newKeySet());
    }

    FakeHostProvider(Set<Object> machines) {
        this.machines = machines;
    }

    @Override
    public String name() {
        return "bakery";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(OVEN, HEAT, RECIPE);
    }

    @Override
    public boolean claims(Settings host) {
        return host.has(OVEN);
    }

    @Override
    public CloudHost create(HostDefinition host, ProviderContext context) {
        host.settings().get(OVEN);
        host.settings().find(HEAT);
        return new FakeHost(machines);
    }
}
