package io.cloudhost.api;

import io.cloudhost.core.Origin;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;

/** Turns what is configured into what is wanted: chooses the provider, refuses unknown keys, adds the defaults. */
final class HostDefinitions {

    private final Configuration configuration;
    private final Providers providers;
    private final Strategies strategies;
    private final GuestShells shells;

    @Inject
    HostDefinitions(Configuration configuration, Providers providers, Strategies strategies, GuestShells shells) {
        this.configuration = configuration;
        this.providers = providers;
        this.strategies = strategies;
        this.shells = shells;
    }

    /**
     * Defines a host.
     *
     * @throws io.cloudhost.core.ConfigurationException when it is not configured, or not properly
     */
    DefinedHost define(String label) {
        Settings host = configuration.host(label);
        Plugin<CloudHostProvider> provider = providers.choose(host);
        strategies.requirePresent(host);
        shells.requirePresent(host);
        SettingsSchema schema = schemaOf(provider).and(strategies.schema()).and(shells.schema(host));
        schema.check(host);
        return new DefinedHost(provider, new HostDefinition(label, overDefaults(host, provider)), schema);
    }

    /** Defines a host that has nothing but its provider's defaults. */
    HostDefinition defaultsOnly(String label, Plugin<CloudHostProvider> provider) {
        Settings nothing = new Settings(label, Origin.of("nothing configured"), Map.of());
        return new HostDefinition(label, overDefaults(nothing, provider));
    }

    /** Tells whether a label's section is there for other purposes than to define a host. */
    boolean isNoHost(String label) {
        return providers.isNobodys(configuration.host(label));
    }

    private Settings overDefaults(Settings host, Plugin<CloudHostProvider> provider) {
        SettingsSchema schema = schemaOf(provider);
        Settings defaults = configuration
                .defaults()
                .section("provider")
                .section(provider.name().toLowerCase(Locale.ROOT));
        schema.check(defaults);
        return schema.complete(host, defaults);
    }

    private static SettingsSchema schemaOf(Plugin<CloudHostProvider> provider) {
        return EngineKeys.OF_HOST.and(provider.schema());
    }
}
