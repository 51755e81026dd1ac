package io.cloudhost.core;

import org.jspecify.annotations.Nullable;

/** Signal that no strategy on the classpath has the name asked for. Names what is there, and the artifact to add. */
public class StrategyNotFoundException extends ConfigurationException {

    /**
     * Create an exception.
     *
     * @param key the key that names the strategy
     * @param value the strategy's name
     * @param origin where the key stands
     * @param explanation what is on the classpath and which artifact to add
     * @param cause why a strategy that is there could not be used, if that is known
     */
    public StrategyNotFoundException(
            String key, String value, @Nullable Origin origin, String explanation, @Nullable Throwable cause) {
        super(key, value, origin, explanation, cause);
    }
}
