package io.cloudhost.ssh;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.settings.Secret;
import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.GuestShellProvider;
import io.cloudhost.ssh.internal.Credentials;
import io.cloudhost.ssh.internal.FirstHostKey;
import io.cloudhost.ssh.internal.HostKeyCheck;
import io.cloudhost.ssh.internal.HostKeySetting;
import io.cloudhost.ssh.internal.Login;
import io.cloudhost.ssh.internal.QuietLoggerFactory;
import io.cloudhost.ssh.internal.ServerSettings;
import io.cloudhost.ssh.internal.SshAddress;
import io.cloudhost.ssh.internal.SshServer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;

/** Make shells over SSH. */
public final class SshGuestShellProvider implements GuestShellProvider {

    static final SettingKey<String> USER =
            SettingKey.text("user", "Whom to log in as.").example("root");

    static final SettingKey<Path> PRIVATE_KEY_FILE = SettingKey.scalar(
                    "privateKeyFile",
                    "path",
                    "The private key to log in with: RSA, ECDSA or Ed25519, as OpenSSH, PEM or PKCS#8 have it.",
                    SshGuestShellProvider::file)
            .example("${user.home}\"/.ssh/id_ed25519\"");

    static final SettingKey<Secret> PASSPHRASE =
            SettingKey.secret("passphrase", "What opens the private key.").example("${TESTS_PASSPHRASE}");

    static final SettingKey<Secret> PASSWORD = SettingKey.secret(
                    "password", "The account's password, where the key is refused or there is none.")
            .example("${TESTS_PASSWORD}");

    static final SettingKey<List<String>> IDENTITIES = SettingKey.texts(
                    "identities",
                    "The private key files to log in with where there is neither privateKeyFile nor password. Those that do not "
                            + "exist are left out.")
            .example("${user.home}\"/.ssh/tests\"");

    static final SettingKey<Integer> PORT = SettingKey.port(
                    "port", "The port that the machine's SSH server listens on.")
            .example("2222");

    static final SettingKey<GuestHostKey> HOST_KEY = SettingKey.scalar(
                    "hostKey",
                    GuestHostKey.FORM,
                    "How the machine is known. With 'first', the host key that it shows first is accepted, and no other one for as "
                            + "long as the host is set up. With a fingerprint, only that one. With 'any', every one, which is logged as a "
                            + "warning. Where it is missing: 'first' for a machine that is made for the host, knownHosts for one that was "
                            + "there before.",
                    GuestHostKey::parse)
            .example("first");

    static final SettingKey<Duration> CONNECT_TIMEOUT = SettingKey.timeLimit(
                    "connectTimeout", "How long it may take until the connection is there, the login included.")
            .example("5");

    static final SettingKey<Duration> COMMAND_TIMEOUT = SettingKey.timeLimit(
                    "commandTimeout",
                    "How long a command may take, where the caller does not say, and how long a copy may stand still.")
            .example("5m");

    private static final String DANGER = "gets the password, the commands and the files";

    /** For the service loader. */
    public SshGuestShellProvider() {}

    @Override
    public String name() {
        return "ssh";
    }

    @Override
    public SettingsSchema schema() {
        return SettingsSchema.of(
                USER,
                PRIVATE_KEY_FILE,
                PASSPHRASE,
                PASSWORD,
                IDENTITIES,
                PORT,
                HOST_KEY,
                ServerSettings.KNOWN_HOSTS,
                ServerSettings.JUMP,
                ServerSettings.JUMP_HOST_KEY,
                CONNECT_TIMEOUT,
                COMMAND_TIMEOUT);
    }

    @Override
    public GuestShell create(Settings settings, GuestEndpoint endpoint) {
        Config config = new DefaultConfig();
        config.setLoggerFactory(new QuietLoggerFactory());
        ServerSettings servers = new ServerSettings(settings, IDENTITIES, DANGER, config);
        Optional<SshServer> jump = servers.jump();
        GuestServer server = new GuestServer(
                endpoint,
                settings.get(PORT),
                settings.get(USER),
                credentials(settings, servers),
                hostKey(settings, servers, endpoint.isNew()),
                jump);
        GuestConnection connection = new GuestConnection(
                server, config, settings.get(CONNECT_TIMEOUT), "cloudhost-shell-" + settings.path());
        return new SshGuestShell(connection, settings.get(COMMAND_TIMEOUT));
    }

    private static Credentials credentials(Settings settings, ServerSettings servers) {
        Optional<Path> key = settings.find(PRIVATE_KEY_FILE);
        if (key.isEmpty() && settings.has(PASSPHRASE) && settings.has(PASSWORD)) {
            throw settings.refusal(PASSPHRASE, "there is no privateKeyFile that it could open");
        }
        Login login = new Login(
                settings.get(USER), settings.find(PASSWORD), key, settings.find(PASSPHRASE), Login.Source.SECTION);
        return servers.credentials(key.isPresent() ? PRIVATE_KEY_FILE : IDENTITIES, login);
    }

    private static Function<SshAddress, HostKeyCheck> hostKey(
            Settings settings, ServerSettings servers, boolean newMachine) {
        Optional<GuestHostKey> setting = settings.find(HOST_KEY);
        Optional<HostKeySetting> given = setting.flatMap(GuestHostKey::given);
        if (given.isPresent()) {
            return address -> given.get().checkFor(address, HOST_KEY.name(), DANGER);
        }
        if (setting.isPresent() || newMachine) {
            return new FirstHostKey()::checkFor;
        }
        return servers.knownHosts();
    }

    private static Path file(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty. Without it the identities are tried");
        }
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getReason(), e);
        }
    }
}
