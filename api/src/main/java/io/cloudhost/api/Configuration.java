package io.cloudhost.api;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.Similarity;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The merged layers: a section per host, and one of our own with the defaults. Immutable. */
final class Configuration {

    /** The root of our own section, which is no host. */
    static final String RESERVED = "cloudhost";

    private final List<Layer> layers;

    /** Substitutions are put in, but for those that have no value. */
    private final Config merged;

    private Configuration(List<Layer> layers, Config merged) {
        this.layers = List.copyOf(layers);
        this.merged = merged;
    }

    /**
     * Merges layers.
     *
     * @param layers the first one wins
     * @throws ConfigurationException when a substitution depends on itself or does not fit where it stands; one that has
     *     no value only harms the section it stands in
     */
    static Configuration of(List<Layer> layers) {
        Config merged = ConfigFactory.empty();
        for (Layer layer : layers) {
            merged = merged.withFallback(layer.root());
        }
        try {
            ConfigResolveOptions lenient = ConfigResolveOptions.defaults().setAllowUnresolved(true);
            return new Configuration(layers, merged.resolve(lenient));
        } catch (ConfigException e) {
            throw HoconErrors.unresolvable("configuration", e);
        }
    }

    NavigableSet<String> labels() {
        NavigableSet<String> labels = new TreeSet<>();
        for (Layer layer : layers) {
            if (layer.namesHosts()) {
                layer.root().keySet().stream().filter(this::mayBeHost).forEach(labels::add);
            }
        }
        return labels;
    }

    /**
     * Returns what is configured for a host, without any defaults.
     *
     * @throws ConfigurationException when nothing is, or one of its substitutions has no value
     */
    Settings host(String label) {
        if (label.equals(RESERVED) || typeOf(label) == ConfigValueType.NULL) {
            throw new ConfigurationException(label, null, absent(label));
        }
        return section(label);
    }

    /**
     * Returns our own section, which holds the defaults.
     *
     * @throws ConfigurationException when one of its substitutions has no value
     */
    Settings defaults() {
        return section(RESERVED);
    }

    private Settings section(String key) {
        Config alone = merged.root().withOnlyKey(key).toConfig();
        try {
            ConfigObject resolved = alone.resolveWith(merged).root();
            List<ConfigObject> written = layers.stream().map(Layer::root).toList();
            return SettingsTree.of(resolved, written).section(key);
        } catch (ConfigException e) {
            throw HoconErrors.unresolvable(key, e);
        }
    }

    private boolean mayBeHost(String key) {
        // Texts and lists at the root are there to be used in substitutions.
        return !key.equals(RESERVED) && typeOf(key) == ConfigValueType.OBJECT;
    }

    private ConfigValueType typeOf(String key) {
        ConfigValue value = merged.root().get(key);
        if (value == null) {
            return ConfigValueType.NULL;
        }
        try {
            return value.valueType();
        } catch (ConfigException.NotResolved e) {
            // A substitution without a value hides the type. To report that later is better than to hide a host now.
            return ConfigValueType.OBJECT;
        }
    }

    private String absent(String label) {
        NavigableSet<String> labels = labels();
        StringBuilder explanation = new StringBuilder("no host of this name is configured. Configured: ")
                .append(labels.isEmpty() ? "none" : String.join(", ", labels))
                .append('.');
        Similarity.closest(label, labels)
                .ifPresent(close ->
                        explanation.append(" Did you mean '").append(close).append("'?"));
        String sources =
                layers.stream().filter(Layer::namesHosts).map(Layer::source).collect(Collectors.joining(", "));
        return explanation.append(" Looked in: ").append(sources).toString();
    }
}
