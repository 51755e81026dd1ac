package io.cloudhost.core.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Lays settings over their defaults. Knows what a merge of plain maps does not: aliases, and sections in any case. */
final class Defaults {

    private Defaults() {}

    /**
     * Adds defaults for what is not set.
     *
     * @param settings what is set
     * @param defaults what is not set is taken from here
     * @param schema tells which names mean the same key
     * @return settings with the path and the origin of what is set
     */
    static Settings under(Settings settings, Settings defaults, SettingsSchema schema) {
        Map<String, SettingValue> values = new LinkedHashMap<>();
        settings.keys().forEach(key -> settings.value(key).ifPresent(value -> values.put(key, value)));
        for (String key : defaults.keys()) {
            SettingValue value = defaults.value(key).orElseThrow();
            if (value instanceof Settings section) {
                addSection(values, settings, key, section, schema);
            } else if (namesOf(key, schema).noneMatch(values::containsKey)) {
                values.put(key, value);
            }
        }
        Settings merged = new Settings(settings.path(), settings.origin(), values);
        schema.sections()
                .forEach((name, section) ->
                        section.each().ifPresent(each -> addDefaultsOfEach(values, merged, name, each)));
        return new Settings(settings.path(), settings.origin(), values);
    }

    /** Lays the sections of any name in a section over the defaults that stand beside it. */
    private static void addDefaultsOfEach(
            Map<String, SettingValue> values, Settings merged, String name, SettingsSchema each) {
        Settings named = merged.section(name);
        Settings defaults = merged.section(SettingsSchema.defaultsOf(name));
        Map<String, SettingValue> sections = new LinkedHashMap<>();
        named.keys().forEach(key -> sections.put(key, under(named.section(key), defaults, each)));
        if (!sections.isEmpty()) {
            values.put(merged.written(name), new Settings(named.path(), named.origin(), sections));
        }
    }

    private static void addSection(
            Map<String, SettingValue> values,
            Settings settings,
            String name,
            Settings defaults,
            SettingsSchema schema) {
        String written = settings.written(name);
        SettingsSchema ofSection = schema.section(name).orElseGet(SettingsSchema::of);
        values.put(written, under(settings.section(written), defaults, ofSection));
    }

    private static Stream<String> namesOf(String key, SettingsSchema schema) {
        return schema.key(key).map(SettingKey::names).orElseGet(() -> Stream.of(key));
    }
}
