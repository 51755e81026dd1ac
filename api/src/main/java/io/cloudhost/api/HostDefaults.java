package io.cloudhost.api;

import io.cloudhost.core.settings.Settings;
import jakarta.inject.Inject;

/** The defaults of the engine's own keys, which every host falls back to. */
final class HostDefaults {

    private final Configuration configuration;

    @Inject
    HostDefaults(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Lays a host's settings over the defaults.
     *
     * @throws io.cloudhost.core.ConfigurationException when there is a default for a key that can have none
     */
    Settings under(Settings host) {
        Settings defaults = configuration.defaults().section("host-defaults");
        EngineKeys.WITH_DEFAULT.check(defaults);
        return EngineKeys.WITH_DEFAULT.complete(host, defaults);
    }
}
