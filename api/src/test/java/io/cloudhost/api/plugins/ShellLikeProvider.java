package io.cloudhost.api.plugins;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.GuestShellException;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.GuestShellProvider;
import java.nio.file.Path;
import java.time.Duration;

/** Makes shells that know a few commands, and say where they would have run them. */
public class ShellLikeProvider implements GuestShellProvider {

    private static final SettingKey<String> USER = SettingKey.text("user", "The user.");

    @Override
    public String name() {
        return "ssh";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(USER, SettingKey.secret("password", "The password."), Log.FILE);
    }

    @Override
    public GuestShell create(Settings settings, GuestEndpoint endpoint) {
        String user = settings.get(USER);
        return new GuestShell() {
            @Override
            public Outcome run(String command) {
                return run(command, Duration.ofSeconds(60));
            }

            @Override
            public Outcome run(String command, Duration limit) {
                Log.write(settings, command + " as " + user + " at " + endpoint.hostName() + ":" + endpoint.port(22));
                return switch (command) {
                    case "fail" -> new Outcome(3, "", "not\nyet");
                    case "refuse" -> throw new GuestShellException("the host key has changed", true, null);
                    case "hang" -> throw new GuestShellException("connection refused", false, null);
                    default -> new Outcome(0, command, "");
                };
            }

            @Override
            public void copyTo(Path local, String remote) {}

            @Override
            public void copyFrom(String remote, Path local) {}

            @Override
            public void close() {
                Log.write(settings, "closed");
            }
        };
    }
}
