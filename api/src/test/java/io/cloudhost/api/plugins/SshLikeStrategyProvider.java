package io.cloudhost.api.plugins;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.SettingsSchema;

/** Has the name and the keys of the SSH adapter. */
public final class SshLikeStrategyProvider extends FixedStrategyProvider {

    @Override
    public String name() {
        return "SSH";
    }

    @Override
    public SettingsSchema schema() {
        return super.schema()
                .and(SettingsSchema.of(SettingKey.text("url", "A machine."), SettingKey.text("command", "A command.")));
    }
}
