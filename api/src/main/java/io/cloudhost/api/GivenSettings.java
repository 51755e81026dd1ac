package io.cloudhost.api;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings that the program itself gives, in place of a file. Never shown: they may be passwords. */
final class GivenSettings {

    /** What they are called where a file would have its name. */
    static final String SOURCE = "settings given by the program";

    private final Function<ConfigParseOptions, Config> parser;

    private GivenSettings(Function<ConfigParseOptions, Config> parser) {
        this.parser = parser;
    }

    /** Takes settings as a file has them. */
    static GivenSettings of(String hocon) {
        return new GivenSettings(options -> ConfigFactory.parseString(hocon, options.setOriginDescription(SOURCE)));
    }

    /**
     * Takes a copy of settings by their paths.
     *
     * @throws IllegalArgumentException when a value is of no kind that a setting can have, or a path is none, or leads through a value
     */
    static GivenSettings of(Map<String, ?> values) {
        Config config = parse(section("", values));
        return new GivenSettings(options -> config);
    }

    private static Config parse(Map<String, Object> values) {
        try {
            return ConfigFactory.parseMap(values, SOURCE);
        } catch (ConfigException e) {
            // Its message has paths, and no values.
            throw new IllegalArgumentException("the paths of these settings cannot be: " + e.getMessage(), e);
        }
    }

    /**
     * Reads them.
     *
     * @param options how files are read
     */
    Config parse(ConfigParseOptions options) {
        return parser.apply(options);
    }

    private static Map<String, Object> section(String path, Map<?, ?> given) {
        Map<String, Object> section = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            String name = String.valueOf(key);
            section.put(name, value(path.isEmpty() ? name : path + "." + name, value));
        });
        return section;
    }

    private static Object value(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> section) {
            return section(path, section);
        }
        // Before collections: a path is one, of its own parts.
        if (value instanceof CharSequence || value instanceof Path || value instanceof File || value instanceof URI) {
            return value.toString();
        }
        if (value instanceof Iterable<?> items) {
            List<Object> list = new ArrayList<>();
            items.forEach(item -> list.add(value(path + "." + list.size(), item)));
            return list;
        }
        if (value instanceof Duration duration) {
            // The library would make it a number, which with us means seconds.
            return duration.toMillis() + "ms";
        }
        if (value instanceof InetAddress address) {
            return address.getHostAddress();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw new IllegalArgumentException(path + " is "
                + (value == null ? "null" : "of the type " + value.getClass().getName())
                + ", which no setting can be. Give a text, number, boolean, Duration, InetAddress, Path, File, URI,"
                + " or a collection or map of these");
    }
}
