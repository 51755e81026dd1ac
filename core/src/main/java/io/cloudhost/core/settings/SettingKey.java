package io.cloudhost.core.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Declare one key: its name, what its value means, and how the value may be shown.
 *
 * <p>Keys are constants. The configuration reference is generated from them, unknown keys are told from known ones by
 * them, and values are read through them. Defaults do not stand here but in the module's {@code reference.conf}.
 *
 * @param <T> what the value is turned into
 */
public final class SettingKey<T> {

    private static final String KIND_OF_DURATION = "seconds, or a number with a unit: ms, s, m, h";

    private static final String KIND_OF_PORT = "1 to 65535";

    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d{1,9})?)\\s*(ms|s|m|h)?");

    private final String name;
    private final List<String> aliases;
    private final String kind;
    private final String description;
    private final Form form;
    private final Function<List<SettingValue>, T> converter;
    private final UnaryOperator<String> masking;
    private final @Nullable String example;

    /** What is written for a key. */
    private enum Form {
        TEXT,
        TEXTS,
        SECTIONS
    }

    private SettingKey(
            String name,
            List<String> aliases,
            String kind,
            String description,
            Form form,
            Function<List<SettingValue>, T> converter,
            UnaryOperator<String> masking,
            @Nullable String example) {
        this.name = name;
        this.aliases = aliases;
        this.kind = kind;
        this.description = description;
        this.form = form;
        this.converter = converter;
        this.masking = masking;
        this.example = example;
    }

    /**
     * Declare a key for a text that is not empty.
     *
     * @param name the key
     * @param description what the value does: one sentence or two
     * @return the key
     */
    public static SettingKey<String> text(String name, String description) {
        return scalar(name, "text", description, SettingKey::notBlank);
    }

    /**
     * Declare a key for a secret. Its value is never shown.
     *
     * @param name the key
     * @param description what the value does: one sentence or two
     * @return the key
     */
    public static SettingKey<Secret> secret(String name, String description) {
        return scalar(name, "secret", description, Secret::new).masked(text -> Secret.MASK);
    }

    /**
     * Declare a key for a length of time: seconds, or a number with one of the units ms, s, m, h.
     *
     * @param name the key
     * @param description what the value does: one sentence or two
     * @return the key
     */
    public static SettingKey<Duration> duration(String name, String description) {
        return scalar(name, KIND_OF_DURATION, description, SettingKey::toDuration);
    }

    /**
     * Declare a key for how long something may take: like {@link #duration}, but more than nothing.
     *
     * @param name the key
     * @param description what the value does: one sentence or two
     * @return the key
     */
    public static SettingKey<Duration> timeLimit(String name, String description) {
        return scalar(name, KIND_OF_DURATION, description, SettingKey::toTimeLimit);
    }

    /**
     * Declare a key for a length of time that must not be too short: like {@link #duration}.
     *
     * @param name the key
     * @param description what the value does: one sentence or two
     * @param shortest the shortest that makes sense
     * @return the key
     */
    public static SettingKey<Duration> duration(String name, String description, Duration shortest) {
        String atLeast = "at least " + shortest.toSeconds() + " s";
        return scalar(name, KIND_OF_DURATION + "; " + atLeast, description, text -> {
            Duration duration = toDuration(text);
            if (duration.compareTo(shortest) < 0) {
                throw new IllegalArgumentException("must be " + atLeast);
            }
            return duration;
        });
    }

    /**
     * Declare a key for a port: a number from 1 to 65535.
     *
     * @param name the key
     * @param description what the value does: one sentence or two
     * @return the key
     */
    public static SettingKey<Integer> port(String name, String description) {
        return scalar(name, KIND_OF_PORT, description, SettingKey::toPort);
    }

    /**
     * Declare a key for something that is done or not.
     *
     * @param name the key
     * @param description what is done: one sentence or two
     * @return the key
     */
    public static SettingKey<Boolean> flag(String name, String description) {
        return scalar(name, "true or false", description, SettingKey::toBoolean);
    }

    /**
     * Declare a key for one text or a list of texts.
     *
     * @param name the key
     * @param description what the value does: one sentence or two
     * @return the key; its value has at least one item
     */
    public static SettingKey<List<String>> texts(String name, String description) {
        return texts(name, "text, or a list of texts", description, SettingKey::notEmpty);
    }

    /**
     * Declare a key for one section or a list of sections, whose keys are checked by who reads them.
     *
     * @param name the key
     * @param kind what a section looks like, for the reference, e.g. <code>{ port = 22 }</code>
     * @param description what the value does: one sentence or two
     * @return the key; its value may have no item
     */
    public static SettingKey<List<Settings>> sections(String name, String kind, String description) {
        return new SettingKey<>(
                name,
                List.of(),
                kind,
                description,
                Form.SECTIONS,
                items -> items.stream().map(Settings.class::cast).toList(),
                UnaryOperator.identity(),
                null);
    }

    private static <T> SettingKey<T> texts(
            String name, String kind, String description, Function<List<String>, T> converter) {
        return new SettingKey<>(
                name,
                List.of(),
                kind,
                description,
                Form.TEXTS,
                items -> converter.apply(texts(items)),
                UnaryOperator.identity(),
                null);
    }

    private static List<String> texts(List<SettingValue> items) {
        return items.stream().map(item -> ((SettingValue.Text) item).text()).toList();
    }

    /**
     * Declare a key for one of a few words.
     *
     * @param <E> the words as constants
     * @param name the key
     * @param description what each of the words does
     * @param choices the constants; the value is the name of one, in any case
     * @return the key
     */
    public static <E extends Enum<E>> SettingKey<E> choice(String name, String description, Class<E> choices) {
        List<E> all = List.of(choices.getEnumConstants());
        String words = words(all, " or ");
        return scalar(
                name,
                words,
                description,
                text -> find(all, text).orElseThrow(() -> new IllegalArgumentException("must be " + words)));
    }

    /**
     * Declare a key for one of a few words, or for a list of some of them.
     *
     * @param <E> the words as constants
     * @param name the key
     * @param description what each of the words does, and what their order means
     * @param choices the constants; an item of the value is the name of one, in any case
     * @return the key; its value has at least one item, and none twice
     */
    public static <E extends Enum<E>> SettingKey<List<E>> choices(String name, String description, Class<E> choices) {
        List<E> all = List.of(choices.getEnumConstants());
        return texts(name, words(all, " or ") + ", or a list of these", description, texts -> toChoices(all, texts));
    }

    /**
     * Declare a key for a scalar of another kind.
     *
     * @param <T> what the value is turned into
     * @param name the key
     * @param kind what a value looks like, for the reference, e.g. {@code host[:port]}
     * @param description what the value does: one sentence or two
     * @param converter turns the text into the value; an {@link IllegalArgumentException}'s message becomes the
     *     explanation of a {@link io.cloudhost.core.ConfigurationException}, so it must be free of secrets
     * @return the key
     */
    public static <T> SettingKey<T> scalar(
            String name, String kind, String description, Function<String, T> converter) {
        return new SettingKey<>(
                name,
                List.of(),
                kind,
                description,
                Form.TEXT,
                items -> converter.apply(texts(items).get(0)),
                UnaryOperator.identity(),
                null);
    }

    /**
     * Add other names for the same key.
     *
     * @param others the names
     * @return a key like this one
     */
    public SettingKey<T> alias(String... others) {
        List<String> all = Stream.concat(aliases.stream(), Stream.of(others)).toList();
        return new SettingKey<>(name, all, kind, description, form, converter, masking, example);
    }

    /**
     * Say how the value may be shown.
     *
     * @param mask replaces the secrets in a text; must cope with a text that is no valid value
     * @return a key like this one
     */
    public SettingKey<T> masked(UnaryOperator<String> mask) {
        return new SettingKey<>(name, aliases, kind, description, form, converter, mask, example);
    }

    /**
     * Show a value, for the reference.
     *
     * @param value a value as a user writes it behind the equals sign, e.g. {@code ["10.0.1.1", "10.0.2.1:5353"]}; another one
     *     than the default
     * @return a key like this one
     */
    public SettingKey<T> example(String value) {
        return new SettingKey<>(name, aliases, kind, description, form, converter, masking, value);
    }

    /**
     * Return the key's name.
     *
     * @return e.g. {@code libvirtURL}
     */
    public String name() {
        return name;
    }

    /**
     * Return the other names of the key.
     *
     * @return may be empty
     */
    public List<String> aliases() {
        return aliases;
    }

    /**
     * Return what a value looks like.
     *
     * @return e.g. {@code text}
     */
    public String kind() {
        return kind;
    }

    /**
     * Return what the value does.
     *
     * @return one sentence or two
     */
    public String description() {
        return description;
    }

    /**
     * Return what a user might write.
     *
     * @return the text behind the equals sign; empty where none is declared
     */
    public Optional<String> example() {
        return Optional.ofNullable(example);
    }

    /**
     * Return a value as it may be shown.
     *
     * @param text the value
     * @return the same text, its secrets masked
     */
    public String mask(String text) {
        return masking.apply(text);
    }

    /**
     * Return the name.
     *
     * @return the name
     */
    @Override
    public String toString() {
        return name;
    }

    Stream<String> names() {
        return Stream.concat(Stream.of(name), aliases.stream());
    }

    boolean acceptsList() {
        return form != Form.TEXT;
    }

    /** Tells whether a value, or one item of a list, can be of this key at all. */
    boolean acceptsItem(SettingValue item) {
        return form == Form.SECTIONS ? item instanceof Settings : item instanceof SettingValue.Text;
    }

    /** Turns a value's items into what they mean. Throws IllegalArgumentException with an explanation. */
    T convert(List<SettingValue> items) {
        return converter.apply(items);
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static String words(List<? extends Enum<?>> choices, String separator) {
        return choices.stream().map(SettingKey::word).collect(Collectors.joining(separator));
    }

    private static <E extends Enum<E>> Optional<E> find(List<E> choices, String text) {
        return choices.stream()
                .filter(choice -> word(choice).equalsIgnoreCase(text.strip()))
                .findFirst();
    }

    private static <E extends Enum<E>> List<E> toChoices(List<E> all, List<String> texts) {
        List<E> chosen = new ArrayList<>();
        for (String text : notEmpty(texts)) {
            E choice = find(all, text)
                    .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is none of " + words(all, ", ")));
            if (chosen.contains(choice)) {
                throw new IllegalArgumentException("has '" + word(choice) + "' more than once");
            }
            chosen.add(choice);
        }
        return List.copyOf(chosen);
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        return text;
    }

    private static List<String> notEmpty(List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("must not be an empty list");
        }
        return texts.stream().map(SettingKey::notBlank).toList();
    }

    /** The words that HOCON has for it. */
    private static boolean toBoolean(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static int toPort(String text) {
        String stripped = text.strip();
        int port = PORT.matcher(stripped).matches() ? Integer.parseInt(stripped) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port. Ports are " + KIND_OF_PORT);
        }
        return port;
    }

    private static Duration toTimeLimit(String text) {
        Duration limit = toDuration(text);
        if (limit.isZero()) {
            throw new IllegalArgumentException("must be more than nothing");
        }
        return limit;
    }

    private static Duration toDuration(String text) {
        Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a length of time. Write seconds, or a number with a unit (ms, s, m, h), e.g. 30 or 30s");
        }
        double seconds = Double.parseDouble(matcher.group(1)) * secondsIn(matcher.group(2));
        if (seconds > Duration.ofDays(365).toSeconds()) {
            throw new IllegalArgumentException("longer than a year");
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static double secondsIn(@Nullable String unit) {
        if (unit == null) {
            return 1;
        }
        return switch (unit) {
            case "ms" -> 0.001;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 1;
        };
    }
}
