package io.cloudhost.api;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.cloudhost.core.Origin;
import io.cloudhost.core.settings.SettingValue;
import io.cloudhost.core.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns HOCON into settings.
 *
 * <p>Merging and substitution blur where a value was written: the origin of {@code "a"${b}} becomes a mixture of two
 * places. So the layers are walked along with the result, and the first that has a key tells the origin.
 */
final class SettingsTree {

    private SettingsTree() {}

    /**
     * Turns a whole configuration into settings.
     *
     * @param resolved what is in force
     * @param written what the layers have, the winning one first
     */
    static Settings of(ConfigObject resolved, List<ConfigObject> written) {
        return section("", resolved, HoconErrors.origin(resolved.origin()), written);
    }

    private static Settings section(String path, ConfigObject resolved, Origin origin, List<ConfigObject> written) {
        Map<String, SettingValue> values = new LinkedHashMap<>();
        // The library keeps no order; a sorted one makes the first error the same each time.
        new TreeMap<>(resolved).forEach((key, value) -> {
            if (value.valueType() != ConfigValueType.NULL) {
                values.put(key, value(path.isEmpty() ? key : path + "." + key, value, at(written, key)));
            }
        });
        return new Settings(path, origin, values);
    }

    private static SettingValue value(String path, ConfigValue value, List<ConfigValue> written) {
        ConfigValue first = written.isEmpty() ? value : written.get(0);
        Origin origin = HoconErrors.origin(first.origin());
        if (value instanceof ConfigObject object) {
            List<ConfigObject> sections = written.stream()
                    .flatMap(one -> one instanceof ConfigObject section ? Stream.of(section) : Stream.empty())
                    .toList();
            return section(path, object, origin, sections);
        }
        if (value instanceof ConfigList list) {
            List<SettingValue> items = new ArrayList<>();
            for (ConfigValue item : list) {
                items.add(value(path + "." + items.size(), item, List.of()));
            }
            return new SettingValue.Sequence(items, origin);
        }
        return new SettingValue.Text(text(value), origin);
    }

    /** The library keeps a number as it was written, but only shows it to those who ask for a string. */
    private static String text(ConfigValue scalar) {
        return scalar.valueType() == ConfigValueType.NULL
                ? "null"
                : scalar.atKey("text").getString("text");
    }

    private static List<ConfigValue> at(List<ConfigObject> written, String key) {
        return written.stream()
                .map(object -> get(object, key))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable ConfigValue get(ConfigObject object, String key) {
        try {
            return object.get(key);
        } catch (ConfigException.NotResolved e) {
            // The layer itself merges a substitution into the object; then the result's origin must do.
            return null;
        }
    }
}
