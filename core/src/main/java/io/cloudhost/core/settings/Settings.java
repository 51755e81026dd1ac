package io.cloudhost.core.settings;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hold a section of the settings: immutable, and free of any configuration library's types.
 *
 * <p>Each value remembers the place where it was written, so that whoever finds it wrong can say where.
 */
public final class Settings implements SettingValue {

    private final String path;
    private final Origin origin;
    private final Map<String, SettingValue> values;

    /**
     * Create a section.
     *
     * @param path the whole path of the section, e.g. {@code nat_host.SSH}
     * @param origin where the section begins
     * @param values the values by key
     */
    public Settings(String path, Origin origin, Map<String, SettingValue> values) {
        this.path = path;
        this.origin = origin;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Return the whole path of the section.
     *
     * @return e.g. {@code nat_host.SSH}
     */
    public String path() {
        return path;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    /**
     * Return the keys that are set, sections included.
     *
     * @return the keys as they were written
     */
    public Set<String> keys() {
        return values.keySet();
    }

    /**
     * Return the raw value of a key, for tools that walk the tree. Everybody else reads through a {@link SettingKey}.
     *
     * @param key the key as it was written
     * @return the value, if it is set
     */
    public Optional<SettingValue> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * Put a section in the place of the one of its name, whose case does not matter, or beside the others.
     *
     * @param name the name
     * @param section the section
     * @return settings like these but for that
     */
    public Settings withSection(String name, Settings section) {
        Map<String, SettingValue> all = new LinkedHashMap<>(values);
        all.put(written(name), section);
        return new Settings(path, origin, all);
    }

    /**
     * Tell whether a key is set, under any of its names.
     *
     * @param key the key
     * @return whether it is
     */
    public boolean has(SettingKey<?> key) {
        return key.names().anyMatch(values::containsKey);
    }

    /**
     * Return the value of a key that must be set.
     *
     * @param <T> what the value is turned into
     * @param key the key
     * @return the value
     * @throws ConfigurationException when it is missing or not valid
     */
    public <T> T get(SettingKey<T> key) {
        return find(key)
                .orElseThrow(() ->
                        new ConfigurationException(pathOf(key.name()), origin, "missing. It is: " + key.description()));
    }

    /**
     * Return the value of a key that may be set.
     *
     * @param <T> what the value is turned into
     * @param key the key
     * @return the value, or empty where the key is not set
     * @throws ConfigurationException when it is not valid
     */
    public <T> Optional<T> find(SettingKey<T> key) {
        Entry entry = entry(key);
        if (entry == null) {
            return Optional.empty();
        }
        List<SettingValue> items = items(key, entry);
        try {
            return Optional.of(key.convert(items));
        } catch (IllegalArgumentException e) {
            throw refusal(key, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Return a section of this one. Its name's case does not matter.
     *
     * @param name the name
     * @return the section, or an empty one where it is not set
     * @throws ConfigurationException when a value stands where the section should be
     */
    public Settings section(String name) {
        String written = written(name);
        SettingValue value = values.get(written);
        if (value == null) {
            return new Settings(pathOf(name), origin, Map.of());
        }
        if (value instanceof Settings section) {
            return section;
        }
        throw new ConfigurationException(
                pathOf(written), value.origin(), "must be a section: " + written + " { ... }, not a value");
    }

    /**
     * Return where a key was written.
     *
     * @param key the key
     * @return its place, or that of this section where it is not set
     */
    public Origin originOf(SettingKey<?> key) {
        Entry entry = entry(key);
        return entry == null ? origin : entry.value().origin();
    }

    /**
     * Make the exception for a value that is well formed but cannot work.
     *
     * @param key the key
     * @param explanation what is wrong and what would be right; free of secrets
     * @return the exception, for the caller to throw
     */
    public ConfigurationException refusal(SettingKey<?> key, String explanation) {
        return refusal(key, explanation, null);
    }

    /**
     * Make the exception for a value that is well formed but cannot work.
     *
     * @param key the key
     * @param explanation what is wrong and what would be right; free of secrets
     * @param cause what led to it, if anything did
     * @return the exception, for the caller to throw
     */
    public ConfigurationException refusal(SettingKey<?> key, String explanation, @Nullable Throwable cause) {
        Entry entry = entry(key);
        if (entry == null) {
            return new ConfigurationException(pathOf(key.name()), null, origin, explanation, cause);
        }
        return new ConfigurationException(
                pathOf(entry.name()), shown(key, entry.value()), entry.value().origin(), explanation, cause);
    }

    private static @Nullable String shown(SettingKey<?> key, SettingValue value) {
        List<String> texts = new ArrayList<>();
        for (SettingValue item : itemsOf(value)) {
            if (!(item instanceof SettingValue.Text text)) {
                return null;
            }
            texts.add(key.mask(text.text()));
        }
        return String.join(", ", texts);
    }

    /**
     * Return a description that shows no value.
     *
     * @return the path and the place
     */
    @Override
    public String toString() {
        return path + " at " + origin;
    }

    /** Returns how a section's name is written here; as given where there is none of that name. */
    String written(String name) {
        return values.containsKey(name)
                ? name
                : values.keySet().stream()
                        .filter(name::equalsIgnoreCase)
                        .findFirst()
                        .orElse(name);
    }

    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private record Entry(String name, SettingValue value) {}

    private @Nullable Entry entry(SettingKey<?> key) {
        List<String> written = key.names().filter(values::containsKey).toList();
        if (written.isEmpty()) {
            return null;
        }
        String name = written.get(0);
        SettingValue value = values.get(name);
        if (value == null) {
            return null;
        }
        if (written.size() > 1) {
            throw new ConfigurationException(
                    pathOf(written.get(1)),
                    origin,
                    "means the same as '" + name + "', which is also set (" + value.origin() + "). Keep one of them");
        }
        return new Entry(name, value);
    }

    private List<SettingValue> items(SettingKey<?> key, Entry entry) {
        List<SettingValue> items = key.acceptsList() ? itemsOf(entry.value()) : List.of(entry.value());
        if (!items.stream().allMatch(key::acceptsItem)) {
            throw mismatch(key, entry);
        }
        return items;
    }

    private static List<SettingValue> itemsOf(SettingValue value) {
        return value instanceof SettingValue.Sequence sequence ? sequence.items() : List.of(value);
    }

    private ConfigurationException mismatch(SettingKey<?> key, Entry entry) {
        return new ConfigurationException(
                pathOf(entry.name()), entry.value().origin(), "must be " + key.kind() + ", not " + form(entry.value()));
    }

    private static String form(SettingValue value) {
        if (value instanceof SettingValue.Sequence) {
            return "a list";
        }
        return value instanceof Settings ? "a section" : "a text";
    }
}
