package io.cloudhost.api;

import com.typesafe.config.Config;
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
import org.jspecify.annotations.Nullable;

/** Settings that the program itself gives, in place of a file. */
sealed interface GivenSettings {

    /** What they are called where a file would have its name. */
    String SOURCE = "settings given by the program";

    /**
     * Reads them.
     *
     * @param options how files are read
     */
    Config parse(ConfigParseOptions options);

    /**
     * Settings as a file has them.
     *
     * @param hocon the text
     */
    record Text(String hocon) implements GivenSettings {

        @Override
        public Config parse(ConfigParseOptions options) {
            return ConfigFactory.parseString(hocon, options.setOriginDescription(SOURCE));
        }

        /** Leaves out the text, which may hold passwords. */
        @Override
        public String toString() {
            return SOURCE;
        }
    }

    /**
     * Settings by their paths.
     *
     * @param values of the kinds that HOCON knows
     */
    record Values(Map<String, Object> values) implements GivenSettings {

        /**
         * Takes a copy.
         *
         * @throws IllegalArgumentException when a value is of no kind that a setting can have
         */
        static Values of(Map<String, ?> given) {
            return new Values(section("", given));
        }

        @Override
        public Config parse(ConfigParseOptions options) {
            return ConfigFactory.parseMap(values, SOURCE);
        }

        /** Leaves out the values, which may be passwords. */
        @Override
        public String toString() {
            return SOURCE;
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
            if (value instanceof CharSequence
                    || value instanceof Path
                    || value instanceof File
                    || value instanceof URI) {
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
            if (value instanceof CharSequence
                    || value instanceof Path
                    || value instanceof File
                    || value instanceof URI) {
                return value.toString();
            }
            throw new IllegalArgumentException(path + " is "
                    + (value == null
                            ? "null"
                            : "of the type " + value.getClass().getName())
                    + ", which no setting can be. Give a text, number, boolean, Duration, InetAddress, Path, File, URI,"
                    + " or a collection or map of these");
        }
    }
}
