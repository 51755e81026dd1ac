package io.cloudhost.ip.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.ssh.internal.Output;
import io.cloudhost.ssh.internal.TestKeys;
import io.cloudhost.testkit.TestSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings that cannot work: each names its key, file and line, and shows no secret, neither in the exception with all its
 * causes nor in any log nor on the console. Every part of every secret here has the letters of {@link #SECRET}.
 */
class SshBadSettingsTest {

    private static final String SECRET = "ZQ";
    private static final KeyPair KEY = TestKeys.ecdsa();

    @RegisterExtension
    private final Output output = new Output();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // No such URL.
                "",
                "user:ZQ1@box",
                "ssh:user:ZQ1@box",
                "ssh:/user:ZQ1@box",
                "shh://user:ZQ1@box",
                "http://user:ZQ1@box",
                "scp://user:ZQ1@box?passphrase=ZQ2",
                // No user, or one that is none.
                "ssh://box",
                "ssh://:ZQ1@box",
                "ssh://@box?passphrase=ZQ1",
                "ssh://user%3AZQ1@box",
                "ssh://us%0aer:ZQ1@box",
                // No host, or one that is none.
                "ssh://",
                "ssh://user:ZQ1",
                "ssh://user:ZQ1@",
                "ssh://user:ZQ1@:22",
                "ssh://user:ZQ1@?os=UNIX",
                "ssh://user:ZQ1@linux box",
                "ssh://user:ZQ1@-box",
                "ssh://user:ZQ1@10.0.0.256",
                "ssh://user:ZQ1@2001:db8::2",
                "ssh://user:ZQ1@[2001:db8::2",
                "ssh://user:ZQ1@[2001:db8::2::3]",
                "ssh://user:ZQ1@box/path",
                "ssh://user:ZQ1@box#fragment",
                // No port.
                "ssh://user:ZQ1@box:",
                "ssh://user:ZQ1@box:0",
                "ssh://user:ZQ1@box:65536",
                "ssh://user:ZQ1@box:ssh",
                "ssh://user:ZQ1@box:-22",
                "ssh://user:ZQ1@box:99999999999999999999",
                // A password that should have been encoded.
                "ssh://user:ZQ1?ZQ2@box",
                "ssh://user:ZQ1@ZQ2?ZQ3@box",
                "ssh://user:ZQ1?os=ZQ2@box?passphrase=ZQ3",
                "ssh://user:ZQ%ff@box",
                "ssh://user:ZQ1%00ZQ2@box",
                "ssh://user:ZQ1%2@bo%78",
                // No such parameter.
                "ssh://user:ZQ1@box?colour=ZQ2",
                "ssh://user:ZQ1@box?pasphrase=ZQ2",
                "ssh://user:ZQ1@box?password=ZQ2",
                "ssh://user:ZQ1@box?ZQ2",
                "ssh://user:ZQ1@box?=ZQ2",
                "ssh://user@box?passphrase=ZQ1&ZQ2",
                "ssh://user@box?passphrase=ZQ1&ZQ2=ZQ3",
                "ssh://user@box?passphrase=ZQ1&passphrase=ZQ2",
                "ssh://user:ZQ1@box?sudoUsername=root",
                // No such value.
                "ssh://user:ZQ1@box?os=",
                "ssh://user:ZQ1@box?os=MACOS",
                "ssh://user:ZQ1@box?os=UNIX&os=UNIX",
                "ssh://user:ZQ1@box?os=UNIX?passphrase=ZQ2",
                "ssh://user:ZQ1@box?os=UNIX;passphrase=ZQ2",
                "ssh://user:ZQ1@box?connectionType=TELNET",
                "ssh://user:ZQ1@box?connectionType=SUDO",
                "ssh://user:ZQ1@box?privateKeyFile=",
                "ssh://user:ZQ1@box?privateKeyFile=%00",
                "ssh://user@box?privateKeyFile=/id?passphrase=ZQ1",
                "ssh://user@box?privateKeyFile=/id;passphrase=ZQ1",
                // No such key.
                "ssh://user:ZQ1@box?privateKeyFile=/nowhere/id&passphrase=ZQ2",
                "ssh://user:ZQ1@box?privateKeyFile=/&passphrase=ZQ2"
            })
    void malformedUrl(String url) {
        refuses("url", 2, "command = \"cat address\"\nurl = \"" + url + "\"");
        refuses("jump", 4, """
                command = "cat address"
                url = "ssh://user:ZQ1@box?passphrase=ZQ2"

                jump = "%s\"""".formatted(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url = [\"ssh://user:ZQ1@box\"]",
                "url { password = ZQ1 }",
                "url = [\"ssh://user:ZQ1@box\", \"ssh://user:ZQ2@box\"]"
            })
    void urlThatIsNoText(String url) {
        refuses("url", 1, url + "\ncommand = x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"  \"", "\"grep \\u0000\"", "[\"grep\", \"{0}\"]", "{ grep = \"{0}\" }"})
    void malformedCommand(String command) {
        refuses("command", 2, "url = \"ssh://user:ZQ1@box\"\ncommand = " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "all",
                "yes",
                "ANY",
                "\"SHA256:\"",
                "\"SHA256:tooShort\"",
                "\"MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48\"",
                "\"16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48\"",
                "\"l/SjyCoKP8jAx3d8k8MWH+UZG0gcuIR7TQRE/A3faQo\"",
                "\"SHA256:l/SjyCoKP8jAx3d8k8MWH+UZG0gcuIR7TQRE/A3faQo more\"",
                "[any]"
            })
    void malformedHostKey(String hostKey) {
        refuses("hostKey", 2, "url = \"ssh://user:ZQ1@box\", command = x\nhostKey = " + hostKey);
        refuses("jumpHostKey", 2, """
                url = "ssh://user:ZQ1@box", command = x, jump = "ssh://user:ZQ2@gate"
                jumpHostKey = %s""".formatted(hostKey));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jumpHostKey = any",
                "knownHosts = \"\"",
                "knownHosts = []",
                "knownHosts = \"a\\u0000b\"",
                "identities = []",
                "identities = [\"/id\", \"a\\u0000b\"]",
                "connectTimeout = 0",
                "connectTimeout = soon",
                "connectTimeout = -1",
                "commandTimeout = 0s",
                "commandTimeout = [1]"
            })
    void malformedOtherSetting(String setting) {
        String key = setting.substring(0, setting.indexOf(' '));

        refuses(key, 3, "url = \"ssh://user:ZQ1@box\"\ncommand = x\n" + setting);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&passphrase=ZQ2", "&passphrase=%5AQ%26"})
    void keyThatCannotBeOpened(String passphrase) throws IOException {
        Path encrypted = TestKeys.writeOpenSsh(KEY, "ZQ1", folder.resolve("encrypted"));
        Path pkcs8 = TestKeys.writePkcs8(KEY, "ZQ1", folder.resolve("encrypted.pk8"));
        Path pem = TestKeys.writePem(KEY, "ZQ1", folder.resolve("encrypted.pem"));
        Path noKey = Files.writeString(folder.resolve("none"), "-----BEGIN PRIVATE KEY-----\nWlE=ZQ");
        Path broken = Files.writeString(
                folder.resolve("broken"),
                "-----BEGIN OPENSSH PRIVATE KEY-----\nWlEZQ\n-----END OPENSSH PRIVATE KEY-----");

        for (Path file : List.of(encrypted, pkcs8, pem, noKey, broken)) {
            refuses("url", 2, "command = x\nurl = \"ssh://user:ZQ3@box?privateKeyFile=" + file + passphrase + "\"");
        }
    }

    private void refuses(String key, int line, String section) {
        SshIpLookupStrategyProvider provider = new SshIpLookupStrategyProvider();

        Throwable failure = catchThrowable(() ->
                provider.create(TestSettings.forStrategy(provider, section)).close());

        assertThat(failure)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("my_host.SSH." + key)
                .hasMessageContaining(" (test.conf:" + line + "): ")
                .hasMessageNotContaining("null");
        StringWriter shown = new StringWriter();
        failure.printStackTrace(new PrintWriter(shown));
        assertThat(shown + output.text()).doesNotContain(SECRET);
    }
}
