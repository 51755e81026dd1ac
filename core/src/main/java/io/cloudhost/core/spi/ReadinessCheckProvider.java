package io.cloudhost.core.spi;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;

/**
 * Make checks of one kind, for the list {@code waitFor}. Found by {@link java.util.ServiceLoader}.
 *
 * <p>One instance serves all hosts, from many threads at once. Its defaults stand in its module's {@code reference.conf}
 * below {@code cloudhost.readiness.<name>}.
 */
public interface ReadinessCheckProvider {

    /**
     * Return the name that an item of {@code waitFor} has for such a check: {@code { name { ... } }}. Case does not matter.
     *
     * @return never changes, e.g. {@code port}; not {@code timeout}
     */
    String name();

    /**
     * Return the keys that the check's section may have. The time limit is the engine's: it stands beside the section.
     *
     * @return the schema
     */
    SettingsSchema schema();

    /**
     * Return the key that is meant where a value stands in place of the section: {@code { port = 22 }} is
     * {@code { port { number = 22 } }}.
     *
     * @return one of the schema's keys
     */
    SettingKey<?> mainKey();

    /**
     * Make a check for one host. Checks the settings as far as that goes without contacting anybody.
     *
     * @param settings the section over the check's defaults, checked for unknown keys
     * @return the check; the engine closes it
     * @throws io.cloudhost.core.ConfigurationException when the settings cannot work
     */
    ReadinessCheck create(Settings settings);
}
