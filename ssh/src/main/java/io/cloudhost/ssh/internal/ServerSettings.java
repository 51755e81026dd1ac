package io.cloudhost.ssh.internal;

import io.cloudhost.core.settings.SettingKey;
import io.cloudhost.core.settings.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.schmizz.sshj.Config;

/** Read from a section what it says of servers, and what it takes to know them and to log in there. */
public final class ServerSettings {

    /** The files like {@code known_hosts}. */
    public static final SettingKey<List<String>> KNOWN_HOSTS = SettingKey.texts(
                    "knownHosts",
                    "The files with the keys of the servers that are trusted, as ssh has them. Those that do not exist are left "
                            + "out.")
            .example("/etc/tests/known_hosts");

    /** The server on the way. */
    public static final SettingKey<SshUrl> JUMP = SettingKey.scalar(
                    "jump",
                    SshUrl.FORM,
                    "The server to go through, where the other one cannot be reached directly. Its host key is looked up "
                            + "in knownHosts too.",
                    SshUrl::parse)
            .masked(SshUrl::mask)
            .example("\"ssh://user@linux-box\"");

    /** The host key of the server on the way. */
    public static final SettingKey<HostKeySetting> JUMP_HOST_KEY = SettingKey.scalar(
                    "jumpHostKey",
                    HostKeySetting.FORM,
                    "As hostKey, for the server to go through.",
                    HostKeySetting::parse)
            .example("\"SHA256:uNiVztksCsDhcc0u9e8BrZVWzDbDbtwUhYNhJIsCnuU\"");

    private final Settings settings;
    private final SettingKey<List<String>> identities;
    private final String danger;
    private final Config config;

    /**
     * Create a reader.
     *
     * @param settings the section
     * @param identities the key of the private key files to log in with where nothing else is said
     * @param danger what whoever answers in a server's place may do, if its key is not checked; goes on with "whoever answers
     *     in its place"
     * @param config knows the forms of keys
     */
    public ServerSettings(Settings settings, SettingKey<List<String>> identities, String danger, Config config) {
        this.settings = settings;
        this.identities = identities;
        this.danger = danger;
        this.config = config;
    }

    /**
     * Return the server on the way.
     *
     * @return the server, where there is one
     * @throws io.cloudhost.core.ConfigurationException when the settings cannot work
     */
    public Optional<SshServer> jump() {
        Optional<SshUrl> gate = settings.find(JUMP);
        if (gate.isEmpty() && settings.has(JUMP_HOST_KEY)) {
            throw settings.refusal(JUMP_HOST_KEY, "there is no jump whose host key this could be");
        }
        return gate.map(url -> new SshServer(
                url.address(),
                url.user(),
                credentials(JUMP, url.login()),
                hostKeyCheck(url.address(), JUMP_HOST_KEY, knownHosts(Optional.empty()))));
    }

    /**
     * Return what to log in with.
     *
     * @param key the key to refuse where nothing is left to log in with
     * @param login what the settings say
     * @return what there is
     * @throws io.cloudhost.core.ConfigurationException when nothing is left
     */
    public Credentials credentials(SettingKey<?> key, Login login) {
        try {
            return Credentials.of(login, paths(identities), config);
        } catch (UnusableKeyException e) {
            throw settings.refusal(key, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Return how to know a server.
     *
     * @param server where it is
     * @param key the key of its host key
     * @return what the key says, else the files of known hosts
     * @throws io.cloudhost.core.ConfigurationException when the settings cannot work
     */
    public HostKeyCheck hostKeyCheck(SshAddress server, SettingKey<HostKeySetting> key) {
        return hostKeyCheck(server, key, knownHosts());
    }

    /**
     * Return how to know a server that is reached over the one on the way, if there is one, by the files of known hosts.
     *
     * @return makes the check for one connection
     * @throws io.cloudhost.core.ConfigurationException when the settings cannot work
     */
    public Function<SshAddress, HostKeyCheck> knownHosts() {
        return knownHosts(settings.find(JUMP));
    }

    private Function<SshAddress, HostKeyCheck> knownHosts(Optional<SshUrl> gate) {
        List<Path> files = paths(KNOWN_HOSTS);
        return server -> new KnownHostsCheck(server, files, gate);
    }

    private HostKeyCheck hostKeyCheck(
            SshAddress server, SettingKey<HostKeySetting> key, Function<SshAddress, HostKeyCheck> otherwise) {
        return settings.find(key)
                .map(setting -> setting.checkFor(server, key.name(), danger))
                .orElseGet(() -> otherwise.apply(server));
    }

    private List<Path> paths(SettingKey<List<String>> key) {
        try {
            return settings.get(key).stream().map(Path::of).toList();
        } catch (InvalidPathException e) {
            throw settings.refusal(key, "not a path: " + e.getReason(), e);
        }
    }
}
