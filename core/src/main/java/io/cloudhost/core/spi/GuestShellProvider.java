package io.cloudhost.core.spi;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;

/**
 * Make shells of one kind. Found by {@link java.util.ServiceLoader}.
 *
 * <p>One instance serves all hosts, from many threads at once. Its defaults stand in its module's {@code reference.conf}
 * below {@code cloudhost.guest-shell.<name>}.
 */
public interface GuestShellProvider {

    /**
     * Return the name of the section of a label that asks for such a shell.
     *
     * @return never changes, lower case, e.g. {@code ssh}
     */
    String name();

    /**
     * Return the keys that the section may have.
     *
     * @return the schema
     */
    SettingsSchema schema();

    /**
     * Make a shell for one host. Checks the settings as far as that goes without contacting anybody.
     *
     * @param settings the section {@code {label}.{name}} over the defaults, checked for unknown keys
     * @param endpoint where the machine is; not known yet
     * @return the shell; the caller closes it
     * @throws io.cloudhost.core.ConfigurationException when the settings cannot work
     */
    GuestShell create(Settings settings, GuestEndpoint endpoint);
}
