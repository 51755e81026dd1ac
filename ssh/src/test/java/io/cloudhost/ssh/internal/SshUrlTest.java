package io.cloudhost.ssh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudhost.core.settings.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshUrlTest {

    @Test
    void readsAllThatAUrlMayHave() {
        SshUrl url = SshUrl.parse("ssh://user:pass@linux-box:2222?os=UNIX&connectionType=SCP"
                + "&privateKeyFile=/home/me/.ssh/id_rsa&passphrase=bigsecret");

        assertThat(url.user()).isEqualTo("user");
        assertThat(url.password().map(Secret::reveal)).contains("pass");
        assertThat(url.host()).isEqualTo("linux-box");
        assertThat(url.port()).isEqualTo(2222);
        assertThat(url.privateKeyFile()).contains(Path.of("/home/me/.ssh/id_rsa"));
        assertThat(url.passphrase().map(Secret::reveal)).contains("bigsecret");
        assertThat(url).hasToString("user@linux-box:2222");
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://user@linux-box, user@linux-box:22",
        "SSH://user@linux-box/, user@linux-box:22",
        "ssh://user@linux-box?connectionType=SFTP, user@linux-box:22",
        "ssh://user@winbox?os=WINDOWS&connectionType=SFTP_CYGWIN, user@winbox:22",
        "ssh://user@winbox?os=WINDOWS&connectionType=SFTP_WINSSHD, user@winbox:22",
        "ssh://user@mainframe?os=ZOS&connectionType=SFTP, user@mainframe:22",
        "ssh://user@linux-box/?os=UNIX&, user@linux-box:22",
        "ssh://user@10.0.1.2:22, user@10.0.1.2:22",
        "ssh://user@[2001:db8::2], user@[2001:db8::2]:22",
        "ssh://user@[2001:db8::2]:2222, user@[2001:db8::2]:2222",
        "ssh://first.last%40example@box, first.last@example@box:22"
    })
    void readsUserHostAndPort(String text, String account) {
        assertThat(SshUrl.parse(text)).hasToString(account);
    }

    @Test
    void decodesWhatIsEncodedAndNothingElse() {
        SshUrl url =
                SshUrl.parse("ssh://u:%C3%A4%40%3A+%25@box?privateKeyFile=/my keys/100%/id+rsa&passphrase=a%26b#c=d?e");

        assertThat(url.password().map(Secret::reveal)).contains("ä@:+%");
        assertThat(url.privateKeyFile()).contains(Path.of("/my keys/100%/id+rsa"));
        assertThat(url.passphrase().map(Secret::reveal)).contains("a&b#c=d?e");
    }

    @Test
    void emptyPasswordAndPassphraseAreNone() {
        SshUrl url = SshUrl.parse("ssh://user:@box?passphrase=");

        assertThat(url.password()).isEmpty();
        assertThat(url.passphrase()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it must start with ssh://",
                "user@box | it must start with ssh://",
                "https://user@box | it must start with ssh://",
                "ssh:user@box | it must start with ssh://",
                "ssh://box | it names no user",
                "ssh://@box | it names no user",
                "ssh://:pass@box | it names no user",
                "ssh:// | it names no user",
                "ssh://user@ | it names no host",
                "ssh://user@:22 | it names no host",
                "ssh://user@?os=UNIX | it names no host",
                "ssh://user@box:0 | its port is not from 1 to 65535",
                "ssh://user@box:65536 | its port is not from 1 to 65535",
                "ssh://user@box:99999999999 | its port is not from 1 to 65535",
                "ssh://user@10.0.1.355 | its host is no address",
                "ssh://user@[box] | its host is no address",
                "ssh://user@box?os=UNIX&os=UNIX | it sets os twice",
                "ssh://user@box?passphrase=a&passphrase=b | it sets passphrase twice",
                "ssh://us%3Aer@box | its user has a colon. The one between user and password is not encoded",
                "ssh://us%0Aer@box | it has a control character",
                "ssh://user:a%00b@box | it has a control character",
                "ssh://user@box?privateKeyFile=/a%00b | it has a control character",
                "ssh://user:a%ffb@box | it has a % with two digits that are no character in UTF-8. A % itself is written "
                        + "as %25",
                "ssh://user@box?privateKeyFile= | its privateKeyFile is empty. Without that parameter the usual identities "
                        + "are tried",
                "ssh://user:a?b@box | a ? or & in a password is written as %3F or %26",
                "ssh://user:a@b?c@box | a ? or & in a password is written as %3F or %26",
                "ssh://user@box?privateKeyFile=/id?passphrase=x | its privateKeyFile goes on with a secret. Between two "
                        + "parameters stands an &",
                "ssh://user@box?os=UNIX;password=x | its os goes on with a secret. Between two parameters stands an &",
                "ssh://user@10.0.1 | its host is no address",
                "ssh://user@[2001:db8::2::3] | its host is no address",
                "ssh://user@[fe80::1%25eth0] | its host is no address"
            })
    void refusesWhatCannotBeUsed(String text, String problem) {
        refuses(
                text,
                "not a usable SSH URL: " + problem + ". Its form is ssh://user[:password]@host[:port]"
                        + "[?os=UNIX&connectionType=SCP&privateKeyFile=/path/to/key&passphrase=secret]");
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://user@linux box",
        "ssh://user@box/path",
        "ssh://user@2001:db8::2",
        "ssh://user@box:ssh",
        "ssh://user@box:",
        "ssh://user@-box",
        "ssh://user@box#there",
        "ssh://user@[2001:db8::2",
        "ssh://user@2001:db8::2]"
    })
    void refusesAnAddressThatIsNone(String text) {
        refuses(
                text,
                "not a usable SSH URL: what follows the user must be a host, and may be a port. An IPv6 address needs "
                        + "brackets, an @ or / in a password is written as %40 or %2F. Its form is " + SshUrl.FORM);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "os=UNXI | unknown os. Did you mean UNIX?",
                "os=MACOS | unknown os. Possible: UNIX, WINDOWS, ZOS",
                "os=unix | unknown os. Did you mean UNIX?",
                "connectionType=SPC | unknown connectionType. Did you mean SCP?",
                "connectionType=TELNET | unknown connectionType. Possible: SCP, SFTP, SFTP_CYGWIN, SFTP_WINSSHD",
                "connectionType=SUDO | connectionType=SUDO is not possible. Put sudo or su into the command, and write "
                        + "connectionType=SCP or nothing",
                "connectionType=INTERACTIVE_SUDO | connectionType=INTERACTIVE_SUDO is not possible. Put sudo or su into the "
                        + "command, and write connectionType=SCP or nothing",
                "privatKeyFile=/id | unknown parameter 'privatKeyFile'. Did you mean 'privateKeyFile'?",
                "pasphrase=x | unknown parameter 'pasphrase'. Did you mean 'passphrase'?",
                "colour=red | unknown parameter 'colour'. Known are os, connectionType, privateKeyFile, passphrase"
            })
    void refusesUnknownParametersAndValues(String parameters, String explanation) {
        refuses("ssh://user@box?" + parameters, explanation);
    }

    @ParameterizedTest
    @CsvSource({"os", "=UNIX", "passphrase=big&secret", "passphrase=big&secret=1", "p@ss=1"})
    void doesNotNameWhatMayBePartOfASecret(String parameters) {
        refuses(
                "ssh://user@box?" + parameters,
                "not a usable SSH URL: each of its parameters must be one of os, "
                        + "connectionType, privateKeyFile, passphrase, followed by = and a value. An & in a value is written as %26. "
                        + "Its form is " + SshUrl.FORM);
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://user@box:22?os=UNIX, ssh://user@box:22?os=UNIX",
        "ssh://user:S3CRET@box, ssh://user:***@box",
        "ssh://user:S3CRET@box:22/?os=UNIX, ssh://user:***@box:22/?os=UNIX",
        "ssh://user@box?privateKeyFile=/a@b/id&passphrase=S3CRET&os=UNIX, "
                + "ssh://user@box?privateKeyFile=/a@b/id&passphrase=***&os=UNIX",
        "ssh://user@box?pasphrase=S3CRET, ssh://user@box?pasphrase=***",
        "ssh://user@box?passphrase=S3C&RET=S3CRET, ssh://user@box?passphrase=***&***",
        "ssh://user@box?S3CRET, ssh://user@box?***",
        "ssh://user:S3@CRET@box, ssh://user:***@box",
        "ssh://user:S3/CRET@box, ssh://user:***@box",
        "ssh://user:S3?CRET@box, ssh://user:***",
        "ssh://user:S3@C?RET@box?os=UNIX, ssh://user:***",
        "ssh://user:S3?CRET@box?passphrase=S3CRET, ssh://user:***",
        "ssh://user:S3?os=CRET@box, ssh://user:***",
        "ssh://user:***@box?privateKeyFile=/a@b/id, ssh://user:***@box?privateKeyFile=/a@b/id",
        "ssh://user:S3CRET@box?passphrase=S3@CRET, ssh://user:***@box?passphrase=***",
        "ssh://user@box?os=UNIX?passphrase=S3CRET, ssh://user@box?os=UNIX?***",
        "ssh://user@box?privateKeyFile=/id;password=S3CRET&os=UNIX, ssh://user@box?privateKeyFile=/id;***&os=UNIX",
        "ssh://user@box?privateKeyFile=/id pasphrase%3DS3CRET, ssh://user@box?privateKeyFile=/id ***",
        "ssh://user%3AS3CRET@box, ssh://user%3A***@box",
        "ssh://user:S3:CRET@box, ssh://user:***@box",
        "ssh://user:S3CRET, ssh://user:***",
        "ssh://box:22, ssh://box:***",
        "ssh://user:1234, ssh://user:***",
        "ssh://[::1]:22, ssh://[::1]:22",
        "user:S3CRET@box, user:***@box",
        "ssh:user:S3CRET@box, ssh:***@box",
        "ssh:/user:S3CRET@box, ssh:/user:***@box",
        "'', ''"
    })
    void masksSecretsInWhateverTextItIsGiven(String text, String shown) {
        assertThat(SshUrl.mask(text)).isEqualTo(shown);
    }

    private static void refuses(String text, String explanation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SshUrl.parse(text))
                .withMessage(explanation);
    }
}
