package io.cloudhost.api;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.StrategyNotFoundException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.address.AddressSource;
import io.cloudhost.core.address.LookupTerms;
import io.cloudhost.core.address.PollingAddressLookup;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the address lookup of a host from the strategies that it names. */
final class Strategies {

    private final Plugins<IpLookupStrategyProvider> plugins;
    private final KnownPlugins known;
    private final Configuration configuration;
    private final HostDefaults defaults;
    private final GuestShells shells;
    private final WaitableClock clock;

    @Inject
    Strategies(
            Plugins<IpLookupStrategyProvider> plugins,
            KnownPlugins known,
            Configuration configuration,
            HostDefaults defaults,
            GuestShells shells,
            WaitableClock clock) {
        this.plugins = plugins;
        this.known = known;
        this.configuration = configuration;
        this.defaults = defaults;
        this.shells = shells;
        this.clock = clock;
    }

    /** Returns a schema with a section for each strategy. */
    SettingsSchema schema() {
        SettingsSchema schema = SettingsSchema.of();
        for (Plugin<IpLookupStrategyProvider> plugin : plugins.all()) {
            schema = schema.withSection(plugin.name(), schemaOf(plugin));
        }
        return schema;
    }

    /**
     * Refuses a host that names a strategy, or has the section of one, that is not on the classpath.
     *
     * @throws StrategyNotFoundException when the host names such a strategy
     * @throws ConfigurationException when the host has settings for one that we know of, or names one twice
     */
    void requirePresent(Settings host) {
        if (host.has(EngineKeys.IP_LOOKUP_STRATEGY)) {
            named(host);
        }
        for (String key : host.keys()) {
            SettingValue value = host.value(key).orElseThrow();
            Optional<String> artifact = known.strategyArtifact(key);
            if (value instanceof Settings
                    && artifact.isPresent()
                    && plugins.find(key).isEmpty()
                    && !shells.isShells(host, key)) {
                throw new ConfigurationException(
                        host.path() + "." + key, value.origin(), plugins.explainAbsence(key, artifact));
            }
        }
    }

    /** Lays a host's settings over all defaults: the engine's, and those of the strategies that it names. */
    Settings withDefaults(Settings section) {
        Settings host = defaults.under(section);
        for (Plugin<IpLookupStrategyProvider> strategy : named(host)) {
            host = host.withSection(strategy.name(), settings(host, strategy));
        }
        return host;
    }

    /**
     * Makes a lookup.
     *
     * @param section over its provider's defaults
     * @return the lookup, which owns its strategies
     * @throws ConfigurationException when a strategy refuses its settings, or can give no address that the host wants
     */
    AddressLookup lookup(Settings section) {
        Settings host = defaults.under(section);
        // Before there is a strategy that would have to be closed.
        AddressFamily family = host.get(EngineKeys.ADDRESS_FAMILY);
        Optional<Duration> limit = host.find(EngineKeys.ADDRESS_TIMEOUT);
        Duration stability = host.get(EngineKeys.ADDRESS_STABILITY);
        List<AddressSource> sources = new ArrayList<>();
        try {
            for (Plugin<IpLookupStrategyProvider> strategy : named(host)) {
                sources.add(source(host, strategy));
            }
            requireFamily(host, family, sources);
            return lookup(sources, family, limit, stability);
        } catch (RuntimeException | Error e) {
            if (!sources.isEmpty()) {
                lookup(sources, family, limit, stability).close();
            }
            throw e;
        }
    }

    /**
     * A strategy that can be examined.
     *
     * @param settings its settings of one host
     */
    record Inquiry(Plugin<IpLookupStrategyProvider> strategy, Settings settings) {

        String name() {
            return strategy.name();
        }

        /** Returns true at its end. */
        boolean examine(IpLookupRequest request, Examination examination) throws InterruptedException {
            return strategy.ask(plugin -> {
                plugin.examine(settings, request, examination);
                return true;
            });
        }
    }

    /** Returns which addresses a host wants. */
    AddressFamily family(Settings section) {
        return defaults.under(section).get(EngineKeys.ADDRESS_FAMILY);
    }

    /** Returns what examines the strategies that a host names, each with its settings. */
    List<Inquiry> inquiries(Settings section) {
        Settings host = defaults.under(section);
        return named(host).stream()
                .map(strategy -> new Inquiry(strategy, settings(host, strategy)))
                .toList();
    }

    private AddressLookup lookup(
            List<AddressSource> sources, AddressFamily family, Optional<Duration> limit, Duration stability) {
        Duration longest = sources.stream()
                .map(AddressSource::timeout)
                .max(Duration::compareTo)
                .orElseThrow();
        return new PollingAddressLookup(sources, new LookupTerms(family, limit.orElse(longest), stability), clock);
    }

    /** An address that is configured is either of the family that is configured, or never will be. */
    private static void requireFamily(Settings host, AddressFamily family, List<AddressSource> sources) {
        for (AddressSource source : sources) {
            Optional<InetAddress> fixed = source.strategy().fixedAddress();
            if (fixed.isPresent() && !family.includes(fixed.get())) {
                throw host.refusal(
                        EngineKeys.ADDRESS_FAMILY,
                        "the strategy " + source.name() + " gives the host the address " + IpLiteral.format(fixed.get())
                                + ", which is none of this family");
            }
        }
    }

    private AddressSource source(Settings host, Plugin<IpLookupStrategyProvider> strategy) {
        Settings settings = settings(host, strategy);
        Duration timeout = settings.get(EngineKeys.TIMEOUT);
        IpLookupStrategy made = strategy.call(strategies -> strategies.create(settings));
        return new AddressSource(strategy.name(), new AttributedStrategy(made, strategy.where()), timeout);
    }

    /** The host's section over the strategy's defaults over those of all strategies. */
    private Settings settings(Settings host, Plugin<IpLookupStrategyProvider> strategy) {
        SettingsSchema schema = schemaOf(strategy);
        Settings reference = configuration.defaults();
        Settings own = reference.section("strategy").section(strategy.name().toLowerCase(Locale.ROOT));
        Settings common = reference.section("strategy-defaults");
        schema.check(own);
        EngineKeys.OF_STRATEGY.check(common);
        return schema.complete(schema.complete(host.section(strategy.name()), own), common);
    }

    /** Finds the strategies that a host names. There is one section for each, so naming one twice is a mistake. */
    private List<Plugin<IpLookupStrategyProvider>> named(Settings host) {
        List<Plugin<IpLookupStrategyProvider>> strategies = new ArrayList<>();
        for (String name : host.get(EngineKeys.IP_LOOKUP_STRATEGY)) {
            Plugin<IpLookupStrategyProvider> strategy = find(host, name);
            if (strategies.contains(strategy)) {
                throw host.refusal(
                        EngineKeys.IP_LOOKUP_STRATEGY, "names the strategy " + strategy.name() + " more than once");
            }
            strategies.add(strategy);
        }
        return strategies;
    }

    private Plugin<IpLookupStrategyProvider> find(Settings host, String name) {
        return plugins.find(name)
                .orElseThrow(() -> new StrategyNotFoundException(
                        host.path() + "." + EngineKeys.IP_LOOKUP_STRATEGY,
                        name,
                        host.originOf(EngineKeys.IP_LOOKUP_STRATEGY),
                        plugins.explainAbsence(name, known.strategyArtifact(name)),
                        plugins.firstFailure()));
    }

    private static SettingsSchema schemaOf(Plugin<IpLookupStrategyProvider> strategy) {
        return strategy.schema().and(EngineKeys.OF_STRATEGY);
    }
}
