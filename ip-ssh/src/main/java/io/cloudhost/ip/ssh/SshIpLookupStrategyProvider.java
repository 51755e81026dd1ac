package io.cloudhost.ip.ssh;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;

/** Make strategies that run a command over SSH, on a machine that knows the leases. */
public final class SshIpLookupStrategyProvider implements IpLookupStrategyProvider {

    static final SettingKey<SshUrl> URL = SettingKey.scalar(
                    "url", SshUrl.FORM, "Whom to connect to, and how to log in.", SshUrl::parse)
            .masked(SshUrl::mask);

    static final SettingKey<CommandTemplate> COMMAND = SettingKey.scalar(
            "command",
            "text, may contain " + CommandTemplate.PLACEHOLDERS,
            "What to run there. {0} or {mac} stands for the machine's MAC address, lower case with colons; everything "
                    + "else is the shell's. It prints the address, or nothing while there is none.",
            CommandTemplate::parse);

    static final SettingKey<Duration> COMMAND_TIMEOUT =
            SettingKey.timeLimit("commandTimeout", "How long the command may run, before it is given up and run anew.");

    static final SettingKey<HostKeySetting> HOST_KEY = SettingKey.scalar(
            "hostKey",
            HostKeySetting.FORM,
            "The fingerprint of the server's host key, which is then not looked up in knownHosts. With 'any', every server "
                    + "is trusted, which is logged as a warning.",
            HostKeySetting::parse);

    static final SettingKey<List<String>> KNOWN_HOSTS = SettingKey.texts(
            "knownHosts",
            "The files with the keys of the servers that are trusted, as ssh has them. Those that do not exist are left "
                    + "out.");

    static final SettingKey<SshUrl> JUMP = SettingKey.scalar(
                    "jump",
                    SshUrl.FORM,
                    "The server to go through, where the other one cannot be reached directly. Its host key is looked up "
                            + "in knownHosts too.",
                    SshUrl::parse)
            .masked(SshUrl::mask);

    static final SettingKey<HostKeySetting> JUMP_HOST_KEY = SettingKey.scalar(
            "jumpHostKey", HostKeySetting.FORM, "As hostKey, for the server to go through.", HostKeySetting::parse);

    static final SettingKey<List<String>> IDENTITIES = SettingKey.texts(
            "identities",
            "The private key files to log in with where the URL has neither privateKeyFile nor password. Those that do "
                    + "not exist are left out.");

    static final SettingKey<Duration> CONNECT_TIMEOUT = SettingKey.timeLimit(
            "connectTimeout",
            "How long it may take until the connection is there, the login included, before it is tried anew.");

    /** For the service loader. */
    public SshIpLookupStrategyProvider() {}

    @Override
    public String name() {
        return "SSH";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(
                URL, COMMAND, COMMAND_TIMEOUT, HOST_KEY, KNOWN_HOSTS, JUMP, JUMP_HOST_KEY, IDENTITIES, CONNECT_TIMEOUT);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        Config config = new DefaultConfig();
        config.setLoggerFactory(new QuietLoggerFactory());
        CommandTemplate command = settings.get(COMMAND);
        SshIpLookupStrategy.Limits limits =
                new SshIpLookupStrategy.Limits(settings.get(CONNECT_TIMEOUT), settings.get(COMMAND_TIMEOUT));
        SshUrl url = settings.get(URL);
        Optional<SshUrl> gate = settings.find(JUMP);
        if (gate.isEmpty() && settings.has(JUMP_HOST_KEY)) {
            throw settings.refusal(JUMP_HOST_KEY, "there is no jump whose host key this could be");
        }
        SshServer server = server(settings, URL, url, HOST_KEY, gate, config);
        Optional<SshServer> jump =
                gate.map(jumpUrl -> server(settings, JUMP, jumpUrl, JUMP_HOST_KEY, Optional.empty(), config));
        return new SshIpLookupStrategy(url, command, new SshConnection(server, jump, new SshDialer(config)), limits);
    }

    private static SshServer server(
            Settings settings,
            SettingKey<SshUrl> key,
            SshUrl url,
            SettingKey<HostKeySetting> hostKey,
            Optional<SshUrl> gate,
            Config config) {
        List<Path> identities = paths(settings, IDENTITIES);
        List<Path> knownHosts = paths(settings, KNOWN_HOSTS);
        HostKeyCheck check = settings.find(hostKey)
                .map(setting -> setting.checkFor(url, hostKey.name()))
                .orElseGet(() -> new KnownHostsCheck(url, knownHosts, gate));
        try {
            return new SshServer(url, Credentials.of(url, identities, config), check);
        } catch (UnusableKeyException e) {
            throw settings.refusal(key, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Path> paths(Settings settings, SettingKey<List<String>> key) {
        try {
            return settings.get(key).stream().map(Path::of).toList();
        } catch (InvalidPathException e) {
            throw settings.refusal(key, "not a path: " + e.getReason(), e);
        }
    }
}
