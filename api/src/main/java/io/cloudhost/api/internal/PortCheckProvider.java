package io.cloudhost.api.internal;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessCheckProvider;

/** Make checks that wait until a port of the machine accepts connections. */
public final class PortCheckProvider implements ReadinessCheckProvider {

    static final SettingKey<Integer> NUMBER = SettingKey.port("number", "The TCP port that must accept connections.")
            .example("22");

    /** For the service loader. */
    public PortCheckProvider() {}

    @Override
    public String name() {
        return "port";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(NUMBER);
    }

    @Override
    public SettingKey<?> mainKey() {
        return NUMBER;
    }

    @Override
    public ReadinessCheck create(Settings settings) {
        return new PortCheck(settings.get(NUMBER));
    }
}
