package io.cloudhost.api;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads all layers of the configuration. */
final class ConfigurationReader {

    private static final String FILE_NAME = "cloudhost.conf";

    private final ClassLoader loader;
    private final Surroundings surroundings;
    private final ConfigurationSources sources;

    ConfigurationReader(ClassLoader loader, Surroundings surroundings, ConfigurationSources sources) {
        this.loader = loader;
        this.surroundings = surroundings;
        this.sources = sources;
    }

    /**
     * Reads what is there now.
     *
     * @throws ConfigurationException when a file cannot be read or is not valid
     */
    Configuration read() {
        List<Layer> layers = new ArrayList<>();
        layers.add(systemProperties());
        layers.addAll(given());
        layers.addAll(files());
        layers.addAll(references());
        return Configuration.of(layers);
    }

    private Layer systemProperties() {
        // Not ConfigFactory.systemProperties(): that keeps what it saw first in a static cache.
        String source = "system properties";
        ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(source);
        Config properties = ConfigFactory.parseProperties(surroundings.systemProperties(), options);
        return new Layer(source, properties.root(), false);
    }

    /** The last one wins. */
    private List<Layer> given() {
        List<Layer> layers = new ArrayList<>();
        for (GivenSettings settings : sources.given()) {
            Config config = parse(GivenSettings.SOURCE, () -> settings.parse(options()));
            layers.add(0, new Layer(GivenSettings.SOURCE, config.root(), true));
        }
        return layers;
    }

    private List<Layer> files() {
        List<Layer> layers = new ArrayList<>();
        if (sources.file().isPresent()) {
            layers.add(givenFile(sources.file().get()));
        } else if (sources.usualFiles()) {
            layers.addAll(usualFiles());
        }
        if (sources.usualFiles()) {
            layers.addAll(classpath());
        }
        return layers;
    }

    private Layer givenFile(Path file) {
        if (!Files.exists(file) || Files.isDirectory(file)) {
            throw new ConfigurationException(
                    "configuration", null, "there is no file " + file + ", which was named as the one to read");
        }
        return file(file);
    }

    private List<Layer> usualFiles() {
        return Stream.of(surroundings.home().resolve(".cloudhost"), surroundings.workingDirectory())
                .map(directory -> directory.resolve(FILE_NAME))
                .map(file -> Files.exists(file) ? file(file) : Layer.absent(file.toString()))
                .toList();
    }

    private Layer file(Path file) {
        Config config = parse(file.toString(), () -> ConfigFactory.parseFile(file.toFile(), options()));
        return new Layer(file.toString(), config.root(), true);
    }

    private List<Layer> classpath() {
        List<Layer> layers = resources(FILE_NAME).stream()
                .map(resource -> new Layer(resource.toString(), parse(resource).root(), true))
                .toList();
        return layers.isEmpty() ? List.of(Layer.absent(FILE_NAME + " on the classpath")) : layers;
    }

    private List<Layer> references() {
        // Other libraries' defaults stand in files of the same name and are none of our business.
        return resources("reference.conf").stream()
                .map(resource -> new Layer(
                        resource.toString(), parse(resource).root().withOnlyKey(Configuration.RESERVED), false))
                .toList();
    }

    private Config parse(URL resource) {
        return parse(resource.toString(), () -> ConfigFactory.parseURL(resource, options()));
    }

    private static Config parse(String source, Supplier<Config> parser) {
        try {
            return parser.get();
        } catch (ConfigException e) {
            throw HoconErrors.unreadable(source, e);
        }
    }

    private ConfigParseOptions options() {
        return ConfigParseOptions.defaults()
                .setSyntax(ConfigSyntax.CONF)
                // A file that was seen and cannot be opened must not count as missing.
                .setAllowMissing(false)
                .setClassLoader(loader);
    }

    private List<URL> resources(String name) {
        try {
            return Collections.list(loader.getResources(name));
        } catch (IOException e) {
            throw new CloudHostException("cannot look for " + name + " on the classpath", e);
        }
    }
}
