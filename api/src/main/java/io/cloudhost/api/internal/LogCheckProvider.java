package io.cloudhost.api.internal;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Make checks that wait for a text on the machine's serial console. */
public final class LogCheckProvider implements ReadinessCheckProvider {

    static final SettingKey<Pattern> REGEX = SettingKey.scalar(
                    "regex",
                    "regular expression",
                    "What must be found anywhere in what the machine wrote to its serial console since it was started; ^ and $ stand"
                            + " for the ends of lines. See java.util.regex.Pattern.",
                    LogCheckProvider::pattern)
            .example("\"^Started .*\"");

    /** For the service loader. */
    public LogCheckProvider() {}

    @Override
    public String name() {
        return "log";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(REGEX);
    }

    @Override
    public SettingKey<?> mainKey() {
        return REGEX;
    }

    @Override
    public ReadinessCheck create(Settings settings) {
        return new LogCheck(settings.get(REGEX));
    }

    private static Pattern pattern(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must not be empty, since that is always found");
        }
        try {
            return Pattern.compile(text, Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            String where = e.getIndex() < 0 ? "" : " near index " + e.getIndex();
            throw new IllegalArgumentException("not a regular expression: " + e.getDescription() + where, e);
        }
    }
}
