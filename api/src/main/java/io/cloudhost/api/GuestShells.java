package io.cloudhost.api;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.GuestShellProvider;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Makes the shell of a host, where it has a section for one.
 *
 * <p>A shell's section may have the name of a strategy, as {@code ssh} and {@code SSH}. A host with both has both. Where there
 * is only the shell's spelling, and the host names that strategy, the section is the strategy's, whose name's case does not
 * matter.
 */
final class GuestShells {

    private final Plugins<GuestShellProvider> plugins;
    private final KnownPlugins known;
    private final Configuration configuration;

    @Inject
    GuestShells(Plugins<GuestShellProvider> plugins, KnownPlugins known, Configuration configuration) {
        this.plugins = plugins;
        this.known = known;
        this.configuration = configuration;
    }

    /** Returns a schema with a section for each shell that this host could have. */
    SettingsSchema schema(Settings host) {
        SettingsSchema schema = SettingsSchema.of();
        for (Plugin<GuestShellProvider> plugin : plugins.all()) {
            if (!isStrategys(host, plugin.name())) {
                schema = schema.withSection(plugin.name(), plugin.schema());
            }
        }
        return schema;
    }

    /** Tells whether a section is a shell's, whether or not that is on the classpath. */
    boolean isShells(Settings host, String section) {
        boolean exists =
                plugins.all().stream().anyMatch(plugin -> plugin.name().equals(section)) || known.isGuestShell(section);
        return exists && host.keys().contains(section) && !isStrategys(host, section);
    }

    /**
     * Refuses a host that has the section of a shell that is not on the classpath.
     *
     * @throws ConfigurationException when it has
     */
    void requirePresent(Settings host) {
        for (String key : host.keys()) {
            SettingValue value = host.value(key).orElseThrow();
            if (isShells(host, key) && plugins.find(key).isEmpty()) {
                throw new ConfigurationException(
                        host.path() + "." + key,
                        value.origin(),
                        plugins.explainAbsence(key, known.guestShellArtifact(key)));
            }
        }
    }

    /** Tells whether a host has a section for a shell. */
    boolean isWanted(Settings host) {
        return of(host).isPresent();
    }

    /** Says what to do where a host has no shell: a sentence. */
    String explainHowToGetOne(Settings host) {
        List<String> names = plugins.all().stream().map(Plugin::name).toList();
        return names.isEmpty()
                ? known.anyGuestShellArtifact().map(plugins::adviseToAdd).orElse(plugins.inventory())
                : "Give " + host.path() + " a section for one: " + String.join(", ", names) + " { ... }";
    }

    /**
     * Makes the shell of a host.
     *
     * @throws ConfigurationException when the settings cannot work
     */
    Optional<GuestShell> shell(Settings host, GuestEndpoint endpoint) {
        return of(host).map(plugin -> plugin.call(shells -> shells.create(settings(host, plugin), endpoint)));
    }

    /** Lays the section of a host's shell, where it has one, over its defaults. */
    Settings withDefaults(Settings host) {
        return of(host).map(plugin -> host.withSection(plugin.name(), settings(host, plugin)))
                .orElse(host);
    }

    private Settings settings(Settings host, Plugin<GuestShellProvider> plugin) {
        Settings own = configuration.defaults().section("guest-shell").section(plugin.name());
        plugin.schema().check(own);
        return plugin.schema().complete(host.section(plugin.name()), own);
    }

    private Optional<Plugin<GuestShellProvider>> of(Settings host) {
        return plugins.all().stream()
                .filter(plugin -> isShells(host, plugin.name()))
                .findFirst();
    }

    private static boolean isStrategys(Settings host, String section) {
        boolean named = host.find(EngineKeys.IP_LOOKUP_STRATEGY).orElse(List.of()).stream()
                .anyMatch(section::equalsIgnoreCase);
        boolean another = host.keys().stream().anyMatch(key -> key.equalsIgnoreCase(section) && !key.equals(section));
        return named && !another;
    }
}
