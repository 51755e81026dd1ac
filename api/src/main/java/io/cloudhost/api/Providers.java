package io.cloudhost.api;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.ProviderNotFoundException;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.CloudHostProvider;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses the provider of a host. */
final class Providers {

    private final Plugins<CloudHostProvider> plugins;
    private final KnownPlugins known;

    @Inject
    Providers(Plugins<CloudHostProvider> plugins, KnownPlugins known) {
        this.plugins = plugins;
        this.known = known;
    }

    /**
     * Chooses the one that the host names, or else the one that claims it.
     *
     * @param host without any defaults
     * @throws ProviderNotFoundException when there is none
     * @throws ConfigurationException when several claim the host
     */
    Plugin<CloudHostProvider> choose(Settings host) {
        Optional<String> name = host.find(EngineKeys.PROVIDER);
        if (name.isPresent()) {
            return plugins.find(name.get()).orElseThrow(() -> absent(host, name.get()));
        }
        Survey<CloudHostProvider> survey = askWhoClaims(host);
        List<Plugin<CloudHostProvider>> claimants = survey.affirmative();
        if (claimants.isEmpty()) {
            throw unclaimed(host, survey.plugins());
        }
        if (claimants.size() > 1) {
            throw contested(host, claimants);
        }
        return claimants.get(0);
    }

    /**
     * Tells whether nothing says that a section means a host: it may be there to be used in substitutions.
     *
     * @param section without any defaults
     */
    boolean isNobodys(Settings section) {
        return !section.has(EngineKeys.PROVIDER)
                && askWhoClaims(section).affirmative().isEmpty()
                && known.hint(section).isEmpty();
    }

    private Survey<CloudHostProvider> askWhoClaims(Settings host) {
        return plugins.ask("whether it claims " + host.path(), provider -> provider.claims(host));
    }

    private ProviderNotFoundException absent(Settings host, String name) {
        return new ProviderNotFoundException(
                host.path() + "." + EngineKeys.PROVIDER,
                name,
                host.originOf(EngineKeys.PROVIDER),
                plugins.explainAbsence(name, known.providerArtifact(name)),
                plugins.firstFailure());
    }

    private ProviderNotFoundException unclaimed(Settings host, Plugins<CloudHostProvider> asked) {
        String remedy = known.hint(host)
                .map(hint -> "Its key '" + hint.key() + "' belongs to a provider that is missing. "
                        + asked.adviseToAdd(hint.artifact()))
                .orElse("Name one with: " + EngineKeys.PROVIDER + " = \"...\"");
        return new ProviderNotFoundException(
                host.path(),
                null,
                host.origin(),
                "no provider claims this host. " + asked.inventory() + " " + remedy,
                asked.firstFailure());
    }

    private static ConfigurationException contested(Settings host, List<Plugin<CloudHostProvider>> claimants) {
        String names = claimants.stream().map(Plugin::name).collect(Collectors.joining(", "));
        return new ConfigurationException(
                host.path(),
                host.origin(),
                "several providers claim this host: " + names + ". Choose one with: " + EngineKeys.PROVIDER + " = \""
                        + claimants.get(0).name() + "\"");
    }
}
