package io.cloudhost.core;

import org.jspecify.annotations.Nullable;

/** Signal that no provider on the classpath can make the host. Names what is there, and the artifact to add. */
public class ProviderNotFoundException extends ConfigurationException {

    /**
     * Create an exception.
     *
     * @param key the key that names the provider, or the label where none is named
     * @param value the provider's name, or null where none is named
     * @param origin where the key stands
     * @param explanation what is on the classpath and which artifact to add
     * @param cause why a provider that is there could not be used, if that is known
     */
    public ProviderNotFoundException(
            String key,
            @Nullable String value,
            @Nullable Origin origin,
            String explanation,
            @Nullable Throwable cause) {
        super(key, value, origin, explanation, cause);
    }
}
