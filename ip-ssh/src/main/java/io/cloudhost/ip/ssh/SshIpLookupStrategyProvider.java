package io.cloudhost.ip.ssh;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;

/** Make strategies that run a command over SSH, on a machine that knows the leases. */
public final class SshIpLookupStrategyProvider implements IpLookupStrategyProvider {

    static final SettingKey<SshUrl> URL = SettingKey.scalar(
                    "url", SshUrl.FORM, "Whom to connect to, and how to log in.", SshUrl::parse)
            .masked(SshUrl::mask);

    static final SettingKey<String> COMMAND = SettingKey.text(
            "command",
            "What to run there. {0} or {mac} stands for the machine's MAC address, lower case with colons; everything "
                    + "else is the shell's. It prints the address, or nothing while there is none.");

    static final SettingKey<Path> KNOWN_HOSTS = SettingKey.scalar(
            "knownHosts", "path", "The file with the keys of the servers that are trusted, as ssh has it.", Path::of);

    static final SettingKey<List<String>> IDENTITIES = SettingKey.texts(
            "identities",
            "The private key files to log in with where the URL has neither privateKeyFile nor password. Those that do "
                    + "not exist are left out.");

    static final SettingKey<Duration> CONNECT_TIMEOUT = SettingKey.duration(
            "connectTimeout", "How long one step on the way to a connection may take, before it is tried anew.");

    /** For the service loader. */
    public SshIpLookupStrategyProvider() {}

    @Override
    public String name() {
        return "SSH";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(URL, COMMAND, KNOWN_HOSTS, IDENTITIES, CONNECT_TIMEOUT);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        SshUrl url = settings.get(URL);
        CommandTemplate command = new CommandTemplate(settings.get(COMMAND));
        Duration connectTimeout = settings.get(CONNECT_TIMEOUT);
        if (connectTimeout.isZero()) {
            throw settings.refusal(CONNECT_TIMEOUT, "must be more than nothing");
        }
        List<Path> identities = settings.get(IDENTITIES).stream().map(Path::of).toList();
        Config config = new DefaultConfig();
        config.setLoggerFactory(new QuietLoggerFactory());
        Credentials credentials = credentials(settings, url, identities, config);
        SshConnection connection =
                new SshConnection(url, credentials, settings.get(KNOWN_HOSTS), connectTimeout, config);
        return new SshIpLookupStrategy(url, command, connection);
    }

    private static Credentials credentials(Settings settings, SshUrl url, List<Path> identities, Config config) {
        try {
            return Credentials.of(url, identities, config);
        } catch (UnusableKeyException e) {
            throw settings.refusal(URL, String.valueOf(e.getMessage()), e);
        }
    }
}
