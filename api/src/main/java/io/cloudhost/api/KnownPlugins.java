package io.cloudhost.api;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What the configuration tells about plugins that may be missing: which artifact brings which. */
final class KnownPlugins {

    private static final SettingKey<String> ARTIFACT =
            SettingKey.text("artifact", "The coordinates of the artifact that brings the plugin.");

    private static final SettingKey<List<String>> KEYS =
            SettingKey.texts("keys", "Keys of a host that say that it is probably meant for this provider.");

    private final Settings providers;
    private final Settings strategies;
    private final Settings guestShells;

    @Inject
    KnownPlugins(Configuration configuration) {
        Settings known = configuration.defaults().section("known-plugins");
        this.providers = known.section("provider");
        this.strategies = known.section("strategy");
        this.guestShells = known.section("guest-shell");
    }

    Optional<String> providerArtifact(String name) {
        return providers.section(name).find(ARTIFACT);
    }

    Optional<String> strategyArtifact(String name) {
        return strategies.section(name).find(ARTIFACT);
    }

    boolean isGuestShell(String name) {
        return guestShells.keys().contains(name);
    }

    Optional<String> guestShellArtifact(String name) {
        return guestShells.section(name).find(ARTIFACT);
    }

    Optional<String> anyGuestShellArtifact() {
        return guestShells.keys().stream().findFirst().flatMap(this::guestShellArtifact);
    }

    /** Guesses which provider a host is meant for. */
    Optional<Hint> hint(Settings host) {
        for (String name : providers.keys()) {
            Settings provider = providers.section(name);
            for (String key : provider.find(KEYS).orElse(List.of())) {
                if (host.value(key).isPresent()) {
                    return Optional.of(new Hint(key, provider.get(ARTIFACT)));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What gives a provider away.
     *
     * @param key the key of the host that does
     * @param artifact the artifact that brings the provider
     */
    record Hint(String key, String artifact) {}
}
