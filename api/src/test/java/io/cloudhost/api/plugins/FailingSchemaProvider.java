package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.SettingsSchema;

/** Cannot tell its keys. */
public final class FailingSchemaProvider extends ClaimingProvider {

    @Override
    public SettingsSchema schema() {
        throw new NoClassDefFoundError("org/example/Keys");
    }
}
