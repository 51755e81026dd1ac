package io.cloudhost.core.settings;

import io.cloudhost.core.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds settings that were written in {@code cloudhost.conf}, each key on the next line. */
final class TestSettings {

    private final String path;
    private final int firstLine;
    private final Map<String, SettingValue> values = new LinkedHashMap<>();

    private TestSettings(String path, int firstLine) {
        this.path = path;
        this.firstLine = firstLine;
    }

    static TestSettings at(String path, int firstLine) {
        return new TestSettings(path, firstLine);
    }

    TestSettings text(String key, String text) {
        values.put(key, new SettingValue.Text(text, nextOrigin()));
        return this;
    }

    TestSettings list(String key, String... texts) {
        Origin origin = nextOrigin();
        List<SettingValue> items = List.of(texts).stream()
                .<SettingValue>map(text -> new SettingValue.Text(text, origin))
                .toList();
        values.put(key, new SettingValue.Sequence(items, origin));
        return this;
    }

    TestSettings value(String key, SettingValue value) {
        values.put(key, value);
        return this;
    }

    Settings build() {
        return new Settings(path, Origin.of("cloudhost.conf", firstLine), values);
    }

    private Origin nextOrigin() {
        return Origin.of("cloudhost.conf", firstLine + 1 + values.size());
    }
}
