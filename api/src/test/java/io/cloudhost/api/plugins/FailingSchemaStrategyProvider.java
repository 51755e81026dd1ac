package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.SettingsSchema;

/** Cannot tell its keys. */
public final class FailingSchemaStrategyProvider extends FixedStrategyProvider {

    @Override
    public String name() {
        return "keyless";
    }

    @Override
    public SettingsSchema schema() {
        throw new IllegalStateException("no keys");
    }
}
