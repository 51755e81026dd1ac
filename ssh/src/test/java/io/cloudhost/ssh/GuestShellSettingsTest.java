package io.cloudhost.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.GuestShellProvider;
import io.cloudhost.ssh.internal.LoopbackSshServer;
import io.cloudhost.ssh.internal.ServerSettings;
import io.cloudhost.ssh.internal.TestKeys;
import io.cloudhost.testkit.FakeEndpoint;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestShellSettingsTest {

    private static final FakeEndpoint NOBODY = FakeEndpoint.onLoopback(1);

    @TempDir
    private Path folder;

    @Test
    void isFoundUnderItsName() {
        assertThat(ServiceLoader.load(GuestShellProvider.class))
                .singleElement()
                .extracting(GuestShellProvider::name)
                .isEqualTo("ssh");
    }

    @Test
    void defaultsAreThoseOfSsh() {
        Settings defaults = TestSettings.forGuestShell(new SshGuestShellProvider(), "");
        String home = System.getProperty("user.home");

        assertThat(defaults.get(SshGuestShellProvider.PORT)).isEqualTo(22);
        assertThat(defaults.get(ServerSettings.KNOWN_HOSTS))
                .isEqualTo(List.of(home + "/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts"));
        assertThat(defaults.get(SshGuestShellProvider.IDENTITIES))
                .isEqualTo(List.of(home + "/.ssh/id_ed25519", home + "/.ssh/id_ecdsa", home + "/.ssh/id_rsa"));
        assertThat(defaults.get(SshGuestShellProvider.CONNECT_TIMEOUT)).isEqualTo(Duration.ofSeconds(20));
        assertThat(defaults.get(SshGuestShellProvider.COMMAND_TIMEOUT)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void logsInWithTheKeyAndItsPassphrase() throws IOException {
        KeyPair pair = TestKeys.ed25519();
        Path key = TestKeys.writeOpenSsh(pair, "bigsecret", folder.resolve("id"));

        logsIn(pair, "privateKeyFile = \"" + key + "\", passphrase = bigsecret");
    }

    @Test
    void logsInWithAnIdentity() throws IOException {
        KeyPair pair = TestKeys.ed25519();
        Path key = TestKeys.writeOpenSsh(pair, "", folder.resolve("id"));

        logsIn(pair, "identities = [\"" + folder.resolve("none") + "\", \"" + key + "\"]");
    }

    @Test
    void userIsRequired() {
        refuses("password = pass", "user (test.conf:1): missing. It is: Whom to log in as.");
    }

    @Test
    void missingKeyFileIsRefused() {
        Path missing = folder.resolve("none");

        refuses(
                "user = root\nprivateKeyFile = \"" + missing + "\"",
                "privateKeyFile = \"" + missing + "\" (test.conf:2): there is no private key file " + missing);
    }

    @Test
    void missingPassphraseIsRefused() throws IOException {
        Path key = TestKeys.writeOpenSsh(TestKeys.ecdsa(), "bigsecret", folder.resolve("id"));

        refuses(
                "user = root\nprivateKeyFile = \"" + key + "\"",
                "privateKeyFile = \"" + key + "\" (test.conf:2): the private key " + key
                        + " is encrypted: set passphrase");
    }

    @Test
    void wrongPassphraseIsRefusedAndNotShown() throws IOException {
        Path key = TestKeys.writeOpenSsh(TestKeys.ecdsa(), "bigsecret", folder.resolve("id"));

        refuses(
                "user = root\npassphrase = guess, privateKeyFile = \"" + key + "\"",
                "privateKeyFile = \"" + key + "\" (test.conf:2): the passphrase does not open the private key " + key);
    }

    @Test
    void passphraseWithoutAKeyIsRefusedAndNotShown() {
        refuses(
                "user = root, password = pass\npassphrase = guess",
                "passphrase = \"***\" (test.conf:2): there is no privateKeyFile that it could open");
    }

    @Test
    void nothingToLogInWithIsRefused() {
        Path missing = folder.resolve("none");

        refuses(
                "user = root\nidentities = \"" + missing + "\"",
                "identities = \"" + missing + "\" (test.conf:2): nothing to log in with: the section has neither "
                        + "privateKeyFile nor password, and none of the identities can be used: there is no "
                        + missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "ssh", "22.0", "123456"})
    void portMustBeOne(String port) {
        refuses(
                "user = root, password = pass\nport = \"" + port + "\"",
                "port = \"" + port + "\" (test.conf:2): not a port. Ports are 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"First", "yes", "SHA256:short", "MD5:00"})
    void hostKeyMustBeOne(String hostKey) {
        refuses(
                "user = root, password = pass\nhostKey = \"" + hostKey + "\"",
                "hostKey = \"" + hostKey
                        + "\" (test.conf:2): not 'first', and neither a fingerprint as ssh-keygen -l shows it "
                        + "(SHA256: and 43 characters) nor any, which trusts every server");
    }

    @Test
    void keyOfTheServerOnTheWayNeedsOne() {
        refuses(
                "user = root, password = pass\njumpHostKey = any",
                "jumpHostKey = \"any\" (test.conf:2): there is no jump whose host key this could be");
    }

    @Test
    void urlOfTheServerOnTheWayIsShownWithoutItsSecrets() {
        refuses(
                "user = root, password = pass\njump = \"ssh://user:S3CRET@\"",
                "jump = \"ssh://user:***@\" (test.conf:2): not a usable SSH URL: it names no host. Its form is "
                        + "ssh://user[:password]@host[:port][?os=UNIX&connectionType=SCP&privateKeyFile=/path/to/key"
                        + "&passphrase=secret]");
    }

    private void logsIn(KeyPair pair, String settings) throws IOException {
        LoopbackSshServer server = new LoopbackSshServer(TestKeys.ecdsa());
        server.letIn("user", pair.getPublic());
        try (GuestShell shell = TestShells.create("user = user, " + settings, FakeEndpoint.onLoopback(server.port()))) {
            assertThat(shell.run("x").succeeded()).isTrue();
        } finally {
            server.stop();
        }
    }

    private static void refuses(String section, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TestShells.create(section, NOBODY))
                .withMessage("my_host.ssh." + message);
    }
}
