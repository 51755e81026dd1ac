package io.cloudhost.core.settings;

import java.util.stream.Collectors;

/** Write settings down so that they may be shown: secrets are masked, and so is whatever no schema knows. */
public final class ShownSettings {

    private final SettingsSchema schema;

    /**
     * Create a writer.
     *
     * @param schema tells how each value may be shown
     */
    public ShownSettings(SettingsSchema schema) {
        this.schema = schema;
    }

    /**
     * Write a section down.
     *
     * @param settings the section
     * @return a line per value, with its whole path and where it was written
     */
    public String of(Settings settings) {
        StringBuilder lines = new StringBuilder();
        for (String name : settings.keys()) {
            SettingValue value = settings.value(name).orElseThrow();
            if (value instanceof Settings section && schema.key(name).isEmpty()) {
                lines.append(new ShownSettings(schemaOf(name)).of(section));
            } else {
                lines.append(settings.pathOf(name))
                        .append(" = ")
                        .append(show(name, value))
                        .append("  # ")
                        .append(value.origin())
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private String show(String name, SettingValue value) {
        if (value instanceof SettingValue.Sequence list) {
            return list.items().stream().map(item -> show(name, item)).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof SettingValue.Text text) {
            return schema.key(name)
                    .map(key -> '"' + key.mask(text.text()) + '"')
                    .orElse(Secret.MASK);
        }
        return "{ ... }";
    }

    private SettingsSchema schemaOf(String section) {
        return schema.section(section).orElseGet(SettingsSchema::of);
    }
}
