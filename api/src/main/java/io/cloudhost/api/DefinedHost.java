package io.cloudhost.api;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostDefinition;

/**
 * A host whose settings were found in order.
 *
 * @param provider whose it is
 * @param definition what is wanted
 * @param schema all keys and sections that its settings may have
 */
record DefinedHost(Plugin<CloudHostProvider> provider, HostDefinition definition, SettingsSchema schema) {

    /** The label's settings over the provider's defaults. */
    Settings settings() {
        return definition.settings();
    }
}
