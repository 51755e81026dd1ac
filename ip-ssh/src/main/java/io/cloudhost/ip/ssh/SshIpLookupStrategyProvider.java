package io.cloudhost.ip.ssh;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.ssh.internal.HostKeySetting;
import io.cloudhost.ssh.internal.QuietLoggerFactory;
import io.cloudhost.ssh.internal.ServerSettings;
import io.cloudhost.ssh.internal.SshDialer;
import io.cloudhost.ssh.internal.SshServer;
import io.cloudhost.ssh.internal.SshUrl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;

/** Make strategies that run a command over SSH, on a machine that knows the leases. */
public final class SshIpLookupStrategyProvider implements IpLookupStrategyProvider {

    static final SettingKey<SshUrl> URL = SettingKey.scalar(
                    "url", SshUrl.FORM, "Whom to connect to, and how to log in.", SshUrl::parse)
            .masked(SshUrl::mask)
            .example("\"ssh://user@dhcp-box?privateKeyFile=/home/me/.ssh/id_rsa\"");

    static final SettingKey<CommandTemplate> COMMAND = SettingKey.scalar(
                    "command",
                    "text, may contain " + CommandTemplate.PLACEHOLDERS,
                    "What to run there. {0} or {mac} stands for the machine's MAC address, lower case with colons; everything "
                            + "else is the shell's. It prints the address, or nothing while there is none.",
                    CommandTemplate::parse)
            .example("\"\"\"grep {mac} /var/lib/misc/dnsmasq.leases | cut -d \" \" -f 3\"\"\"");

    static final SettingKey<Duration> COMMAND_TIMEOUT = SettingKey.timeLimit(
                    "commandTimeout", "How long the command may run, before it is given up and run anew.")
            .example("30");

    static final SettingKey<HostKeySetting> HOST_KEY = SettingKey.scalar(
                    "hostKey",
                    HostKeySetting.FORM,
                    "The fingerprint of the server's host key, which is then not looked up in knownHosts. With 'any', every server "
                            + "is trusted, which is logged as a warning.",
                    HostKeySetting::parse)
            .example("\"SHA256:uNiVztksCsDhcc0u9e8BrZVWzDbDbtwUhYNhJIsCnuU\"");

    static final SettingKey<List<String>> IDENTITIES = SettingKey.texts(
                    "identities",
                    "The private key files to log in with where the URL has neither privateKeyFile nor password. Those that do "
                            + "not exist are left out.")
            .example("${user.home}\"/.ssh/tests\"");

    static final SettingKey<Duration> CONNECT_TIMEOUT = SettingKey.timeLimit(
                    "connectTimeout",
                    "How long it may take until the connection is there, the login included, before it is tried anew.")
            .example("5");

    private static final String DANGER = "gets the password and decides the address";

    /** For the service loader. */
    public SshIpLookupStrategyProvider() {}

    @Override
    public String name() {
        return "SSH";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(
                URL,
                COMMAND,
                COMMAND_TIMEOUT,
                HOST_KEY,
                ServerSettings.KNOWN_HOSTS,
                ServerSettings.JUMP,
                ServerSettings.JUMP_HOST_KEY,
                IDENTITIES,
                CONNECT_TIMEOUT);
    }

    @Override
    public IpLookupStrategy create(Settings settings) {
        return strategy(settings);
    }

    @Override
    public void examine(Settings settings, IpLookupRequest request, Examination examination)
            throws InterruptedException {
        try (SshIpLookupStrategy strategy = strategy(settings)) {
            strategy.examine(request, settings.path() + " (" + settings.origin() + ")", examination);
        }
    }

    private static SshIpLookupStrategy strategy(Settings settings) {
        Config config = new DefaultConfig();
        config.setLoggerFactory(new QuietLoggerFactory());
        CommandTemplate command = settings.get(COMMAND);
        SshIpLookupStrategy.Limits limits =
                new SshIpLookupStrategy.Limits(settings.get(CONNECT_TIMEOUT), settings.get(COMMAND_TIMEOUT));
        SshUrl url = settings.get(URL);
        ServerSettings servers = new ServerSettings(settings, IDENTITIES, DANGER, config);
        Optional<SshServer> jump = servers.jump();
        SshServer server = new SshServer(
                url.address(),
                url.user(),
                servers.credentials(URL, url.login()),
                servers.hostKeyCheck(url.address(), HOST_KEY));
        return new SshIpLookupStrategy(url, command, new SshConnection(server, jump, new SshDialer(config)), limits);
    }
}
