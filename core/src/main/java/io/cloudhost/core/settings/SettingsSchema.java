package io.cloudhost.core.settings;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Say which keys and sections a section of the settings may have.
 *
 * @param keys the keys
 * @param sections the sections by name; the case of a name does not matter, except where two of them differ in nothing else
 * @param each what each section may have whose name whoever writes the settings chooses; empty where all names are known
 */
public record SettingsSchema(
        List<SettingKey<?>> keys, Map<String, SettingsSchema> sections, Optional<SettingsSchema> each) {

    /** Copy both. */
    public SettingsSchema {
        keys = List.copyOf(keys);
        sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
    }

    /**
     * Make a schema of keys alone.
     *
     * @param keys the keys
     * @return the schema
     */
    public static SettingsSchema of(SettingKey<?>... keys) {
        return new SettingsSchema(List.of(keys), Map.of(), Optional.empty());
    }

    /**
     * Add a section.
     *
     * @param name the section's name
     * @param schema what it may have
     * @return a schema with all of this one and the section
     */
    public SettingsSchema withSection(String name, SettingsSchema schema) {
        Map<String, SettingsSchema> all = new LinkedHashMap<>(sections);
        all.put(name, schema);
        return new SettingsSchema(keys, all, each);
    }

    /**
     * Add a section that has sections of any name, and one beside it with the defaults of all of these: see
     * {@link #defaultsOf}.
     *
     * @param name the section's name
     * @param each what each of its sections may have
     * @return a schema with all of this one and both sections
     */
    public SettingsSchema withNamedSections(String name, SettingsSchema each) {
        return withSection(name, new SettingsSchema(List.of(), Map.of(), Optional.of(each)))
                .withSection(defaultsOf(name), each);
    }

    /**
     * Return the name of the section with the defaults of all sections of any name in another one.
     *
     * @param name the other one's name, e.g. {@code fsMapping}
     * @return e.g. {@code fsMappingDefaults}
     */
    public static String defaultsOf(String name) {
        return name + "Defaults";
    }

    /**
     * Join two schemas.
     *
     * @param other the other one
     * @return a schema with the keys and sections of both
     */
    public SettingsSchema and(SettingsSchema other) {
        Map<String, SettingsSchema> all = new LinkedHashMap<>(sections);
        all.putAll(other.sections);
        return new SettingsSchema(
                Stream.concat(keys.stream(), other.keys.stream()).distinct().toList(), all, each.or(other::each));
    }

    /**
     * Lay settings over their defaults. Knows what a merge by names does not: aliases, the case of sections, and the defaults
     * of sections of any name.
     *
     * @param settings what is set
     * @param defaults what is not set is taken from here
     * @return settings with the path and the origin of what is set
     */
    public Settings complete(Settings settings, Settings defaults) {
        return Defaults.under(settings, defaults, this);
    }

    /**
     * Refuse keys that nobody knows, so that a typing mistake is never silently a default.
     *
     * @param settings the section
     * @throws ConfigurationException for the first unknown key, and says which known one was probably meant; for a section
     *     that stands there twice, its name in different case, so that one would silently hide the other
     */
    public void check(Settings settings) {
        for (String key : settings.keys()) {
            Optional<SettingsSchema> section = section(key);
            if (section.isPresent()) {
                refuseNamesake(settings, key);
                section.get().check(settings.section(key));
            } else if (key(key).isEmpty()) {
                throw new ConfigurationException(settings.pathOf(key), originOf(key, settings), unknown(key));
            }
        }
    }

    private void refuseNamesake(Settings settings, String name) {
        for (String other : settings.keys()) {
            boolean isAnother = sections.containsKey(name) && sections.containsKey(other);
            if (other.equalsIgnoreCase(name) && !other.equals(name) && !isAnother) {
                throw new ConfigurationException(
                        settings.pathOf(name),
                        originOf(name, settings),
                        "is the same section as '" + other + "' (" + originOf(other, settings)
                                + "): the case of its name does not matter. Write both in the same way");
            }
        }
    }

    private static Origin originOf(String key, Settings settings) {
        return settings.value(key).map(SettingValue::origin).orElse(settings.origin());
    }

    private String unknown(String key) {
        List<String> known = Stream.concat(keys.stream().flatMap(SettingKey::names), sections.keySet().stream())
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
        return "unknown key. "
                + Similarity.closest(key, known)
                        .map(close -> "Did you mean '" + close + "'?")
                        .orElseGet(() -> "Known here: " + String.join(", ", known));
    }

    /** Returns the key that has a name, be it its first or another. */
    Optional<SettingKey<?>> key(String name) {
        for (SettingKey<?> key : keys) {
            if (key.names().anyMatch(name::equals)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** Returns what a section may have; one that is called exactly so comes before one whose name differs in case. */
    Optional<SettingsSchema> section(String name) {
        return Optional.ofNullable(sections.get(name))
                .or(() -> sections.entrySet().stream()
                        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .or(() -> each);
    }
}
