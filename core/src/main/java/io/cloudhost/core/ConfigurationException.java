package io.cloudhost.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signal that a setting is missing, unknown, or cannot work. Nothing was created.
 *
 * <p>The message reads {@code key = "value" (file:line): explanation}, with secrets in the value masked.
 */
public class ConfigurationException extends CloudHostException {

    private final String key;
    private final @Nullable Origin origin;

    /**
     * Create an exception for a key that has no usable value to show: it is missing, unknown or a section.
     *
     * @param key the whole path of the key, e.g. {@code nat_host.libvirtURL}
     * @param origin where the key, or what should contain it, stands; null where there is no such place
     * @param explanation what is wrong and what would be right
     */
    public ConfigurationException(String key, @Nullable Origin origin, String explanation) {
        this(key, null, origin, explanation, null);
    }

    /**
     * Create an exception for a value.
     *
     * @param key the whole path of the key, e.g. {@code nat_host.libvirtURL}
     * @param maskedValue the value as it may be shown, or null where there is none
     * @param origin where the value stands; null where there is no such place
     * @param explanation what is wrong and what would be right
     * @param cause what led to it, if anything did
     */
    public ConfigurationException(
            String key,
            @Nullable String maskedValue,
            @Nullable Origin origin,
            String explanation,
            @Nullable Throwable cause) {
        super(message(key, maskedValue, origin, explanation), cause);
        this.key = key;
        this.origin = origin;
    }

    private ConfigurationException(ConfigurationException refusal, String remedy) {
        super(refusal.problem(), remedy, refusal.getCause());
        this.key = refusal.key;
        this.origin = refusal.origin;
    }

    /**
     * Return an exception that says the same, and what to do.
     *
     * @param remedy what to do, where that is not to correct the setting; a sentence without its full stop
     * @return the exception, for the caller to throw
     */
    public ConfigurationException withRemedy(String remedy) {
        return new ConfigurationException(this, remedy);
    }

    /**
     * Return the whole path of the key, e.g. {@code nat_host.libvirtURL}.
     *
     * @return the path; for a missing label, the label
     */
    public String key() {
        return key;
    }

    /**
     * Return where the key stands, or the section that should contain it.
     *
     * @return the place, or empty where there is none
     */
    public Optional<Origin> origin() {
        return Optional.ofNullable(origin);
    }

    private static String message(
            String key, @Nullable String maskedValue, @Nullable Origin origin, String explanation) {
        StringBuilder message = new StringBuilder(key);
        if (maskedValue != null) {
            message.append(" = \"").append(maskedValue).append('"');
        }
        if (origin != null) {
            message.append(" (").append(origin).append(')');
        }
        return message.append(": ").append(explanation).toString();
    }
}
