package io.cloudhost.api.internal;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessCheckProvider;

/** Make checks that run a command in the machine until it succeeds, through the shell that the label has settings for. */
public final class SshCheckProvider implements ReadinessCheckProvider {

    static final SettingKey<String> COMMAND = SettingKey.text(
                    "command",
                    "What to run in the machine until its exit status is 0, e.g. systemctl is-system-running.")
            .example("\"systemctl is-system-running\"");

    /** For the service loader. */
    public SshCheckProvider() {}

    @Override
    public String name() {
        return "ssh";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(COMMAND);
    }

    @Override
    public SettingKey<?> mainKey() {
        return COMMAND;
    }

    @Override
    public ReadinessCheck create(Settings settings) {
        return new ShellCheck(settings.get(COMMAND));
    }
}
