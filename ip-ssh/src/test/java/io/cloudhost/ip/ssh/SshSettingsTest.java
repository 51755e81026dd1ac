package io.cloudhost.ip.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.ssh.internal.ServerSettings;
import io.cloudhost.ssh.internal.SshUrl;
import io.cloudhost.ssh.internal.TestKeys;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshSettingsTest {

    private final SshIpLookupStrategyProvider provider = new SshIpLookupStrategyProvider();

    @TempDir
    private Path folder;

    @Test
    void defaultsAreThoseOfSsh() {
        Settings defaults = TestSettings.defaultsOf(provider);
        String home = System.getProperty("user.home");

        assertThat(defaults.get(ServerSettings.KNOWN_HOSTS))
                .isEqualTo(List.of(home + "/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts"));
        assertThat(defaults.get(SshIpLookupStrategyProvider.IDENTITIES))
                .isEqualTo(List.of(home + "/.ssh/id_ed25519", home + "/.ssh/id_ecdsa", home + "/.ssh/id_rsa"));
        assertThat(defaults.get(SshIpLookupStrategyProvider.CONNECT_TIMEOUT)).isEqualTo(Duration.ofSeconds(20));
        assertThat(defaults.get(SshIpLookupStrategyProvider.COMMAND_TIMEOUT)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void blockOfTheGuideIsUnderstoodAndItsMissingKeyReportedWithoutThePassphrase() {
        String home = System.getProperty("user.home");

        refuses(
                """
                url="ssh://user@linux-box?os=UNIX&connectionType=SCP&privateKeyFile="${user.home}"/.no/id_rsa&passphrase=bigsecret"
                command=\"""grep {0} /var/lib/libvirt/dnsmasq/my_nat_network.leases | cut -d " " -f 3\"""
                """,
                "url = \"ssh://user@linux-box?os=UNIX&connectionType=SCP&privateKeyFile=" + home
                        + "/.no/id_rsa&passphrase=***\" (test.conf:1): there is no private key file " + home
                        + "/.no/id_rsa");
    }

    @Test
    void wrongPassphraseIsRefused() throws IOException {
        Path key = TestKeys.writeOpenSsh(TestKeys.ecdsa(), "bigsecret", folder.resolve("id"));

        refuses(
                """
                command = "cat address"
                url = "ssh://user@box?privateKeyFile=%s&passphrase=guess\"""".formatted(key),
                "url = \"ssh://user@box?privateKeyFile=" + key
                        + "&passphrase=***\" (test.conf:2): the passphrase does not " + "open the private key " + key);
    }

    @Test
    void missingPassphraseIsRefused() throws IOException {
        Path key = TestKeys.writeOpenSsh(TestKeys.ecdsa(), "bigsecret", folder.resolve("id"));

        refuses(
                "url = \"ssh://user@box?privateKeyFile=" + key + "\", command = \"cat address\"",
                "url = \"ssh://user@box?privateKeyFile=" + key + "\" (test.conf:1): the private key " + key
                        + " is encrypted: add &passphrase=... to the URL");
    }

    @Test
    void malformedUrlIsShownWithoutItsSecrets() {
        refuses(
                "url = \"ssh://user:pass/word@box?passphrase=big&secret\", command = \"cat address\"",
                "url = \"ssh://user:***@box?passphrase=***&***\" (test.conf:1): not a usable SSH URL: each of its parameters "
                        + "must be one of os, connectionType, privateKeyFile, passphrase, followed by = and a value. An & in "
                        + "a value is written as %26. Its form is " + SshUrl.FORM);
    }

    @Test
    void nothingToLogInWithIsRefused() throws IOException {
        Path encrypted = TestKeys.writeOpenSsh(TestKeys.ecdsa(), "bigsecret", folder.resolve("id"));
        Path missing = folder.resolve("none");

        refuses(
                "url = \"ssh://user@box\", command = \"cat address\", identities = [\"" + missing + "\", \"" + encrypted
                        + "\"]",
                "url = \"ssh://user@box\" (test.conf:1): nothing to log in with: the URL has neither privateKeyFile nor "
                        + "password, and none of the identities can be used: there is no " + missing
                        + "; the private key " + encrypted + " is encrypted: add &passphrase=... to the URL");
    }

    @Test
    void identityThatCannotBeUsedIsLeftOut() throws IOException {
        Path encrypted = TestKeys.writeOpenSsh(TestKeys.ecdsa(), "bigsecret", folder.resolve("id"));
        Path usable = TestKeys.writeOpenSsh(TestKeys.ecdsa(), "", folder.resolve("id2"));

        provider.create(TestSettings.forStrategy(
                        provider,
                        "url = \"ssh://user@box\", command = \"cat address\", identities = [\"" + encrypted + "\", \""
                                + usable + "\"]"))
                .close();
    }

    @Test
    void missingCommandIsRefused() {
        refuses(
                "url = \"ssh://user:pass@box\"",
                "command (test.conf:1): missing. It is: What to run there. {0} or {mac} stands for the machine's MAC "
                        + "address, lower case with colons; everything else is the shell's. It prints the address, or "
                        + "nothing while there is none.");
    }

    @Test
    void noTimeToConnectIsRefused() {
        refuses(
                "url = \"ssh://user:pass@box\", command = \"cat address\", connectTimeout = 0",
                "connectTimeout = \"0\" (test.conf:1): must be more than nothing");
    }

    private void refuses(String section, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> provider.create(TestSettings.forStrategy(provider, section)))
                .withMessage("my_host.SSH." + message);
    }
}
