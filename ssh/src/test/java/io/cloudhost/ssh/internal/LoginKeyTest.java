package io.cloudhost.ssh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudhost.core.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.DefaultConfig;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoginKeyTest {

    private static final String PASSPHRASE = "bigsecret";
    private static final String UNKNOWN_FORM =
            " holds no private key that can be read. Known forms are OpenSSH, PEM and "
                    + "PKCS#8; ssh-keygen -p rewrites a key in the first of them";
    private static final KeyPair RSA = TestKeys.rsa();
    private static final KeyPair ECDSA = TestKeys.ecdsa();
    private static final KeyPair ED25519 = TestKeys.ed25519();

    @TempDir
    private Path folder;

    static Named<?>[] keys() {
        return new Named<?>[] {Named.of("RSA", RSA), Named.of("ECDSA", ECDSA), Named.of("Ed25519", ED25519)};
    }

    static Named<?>[] curves() {
        return new Named<?>[] {
            Named.of("P-256", ECDSA), Named.of("P-384", TestKeys.ecdsa(384)), Named.of("P-521", TestKeys.ecdsa(521))
        };
    }

    static Named<?>[] pemKeys() {
        return new Named<?>[] {Named.of("RSA", RSA), Named.of("ECDSA", ECDSA)};
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsOpenSshKeys(KeyPair pair) throws Exception {
        Path file = TestKeys.writeOpenSsh(pair, "", folder.resolve("id"));

        assertThat(load(file, null)).hasToString("the key " + file + " (" + TestKeys.fingerprint(pair) + ")");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsEncryptedOpenSshKeys(KeyPair pair) throws Exception {
        Path file = TestKeys.writeOpenSsh(pair, PASSPHRASE, folder.resolve("id"));

        assertThat(load(file, PASSPHRASE)).hasToString("the key " + file + " (" + TestKeys.fingerprint(pair) + ")");
        needsItsPassphrase(file);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsPkcs8Keys(KeyPair pair) throws Exception {
        Path file = TestKeys.writePkcs8(pair, "", folder.resolve("id.pem"));

        assertThat(load(file, null)).hasToString("the key " + file + " (" + TestKeys.fingerprint(pair) + ")");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsEncryptedPkcs8Keys(KeyPair pair) throws Exception {
        Path file = TestKeys.writePkcs8(pair, PASSPHRASE, folder.resolve("id.pem"));

        assertThat(load(file, PASSPHRASE)).hasToString("the key " + file + " (" + TestKeys.fingerprint(pair) + ")");
        needsItsPassphrase(file);
    }

    @ParameterizedTest
    @MethodSource("curves")
    void readsKeysOfEveryCurveInEveryForm(KeyPair pair) throws Exception {
        Path openSsh = TestKeys.writeOpenSsh(pair, PASSPHRASE, folder.resolve("id"));
        Path pem = TestKeys.writePem(pair, PASSPHRASE, folder.resolve("id.sec1"));
        Path pkcs8 = TestKeys.writePkcs8(pair, PASSPHRASE, folder.resolve("id.pkcs8"));

        for (Path file : List.of(openSsh, pem, pkcs8)) {
            assertThat(load(file, PASSPHRASE)).hasToString("the key " + file + " (" + TestKeys.fingerprint(pair) + ")");
        }
    }

    @ParameterizedTest
    @MethodSource("pemKeys")
    void readsPemKeys(KeyPair pair) throws Exception {
        Path file = TestKeys.writePem(pair, "", folder.resolve("id.pem"));

        assertThat(load(file, null)).hasToString("the key " + file + " (" + TestKeys.fingerprint(pair) + ")");
    }

    @ParameterizedTest
    @MethodSource("pemKeys")
    void readsEncryptedPemKeys(KeyPair pair) throws Exception {
        Path file = TestKeys.writePem(pair, PASSPHRASE, folder.resolve("id.pem"));

        assertThat(load(file, PASSPHRASE)).hasToString("the key " + file + " (" + TestKeys.fingerprint(pair) + ")");
        needsItsPassphrase(file);
    }

    @Test
    void passphraseThatIsNotNeededDoesNoHarm() throws Exception {
        Path file = TestKeys.writeOpenSsh(ECDSA, "", folder.resolve("id"));

        assertThat(load(file, PASSPHRASE)).hasToString("the key " + file + " (" + TestKeys.fingerprint(ECDSA) + ")");
    }

    @Test
    void refusesAPublicKey() throws IOException {
        Path file = Files.writeString(folder.resolve("id.pub"), TestKeys.line(RSA));

        fails(file, null, file + " holds a public key. Name the private one, without .pub");
    }

    @Test
    void refusesWhatIsNoKey() throws IOException {
        Path file = Files.write(folder.resolve("id"), new byte[] {(byte) 0xff, 0, 1, 2});

        fails(file, null, file + UNKNOWN_FORM);
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Path file = Files.createFile(folder.resolve("id"));

        fails(file, null, file + UNKNOWN_FORM);
    }

    @Test
    void refusesADamagedKey() throws IOException {
        Path whole = TestKeys.writeOpenSsh(ECDSA, "", folder.resolve("id"));
        Path file = Files.writeString(
                folder.resolve("damaged"), Files.readString(whole).replace("AAAA", "BBBB"));

        fails(file, PASSPHRASE, file + UNKNOWN_FORM);
    }

    @Test
    void refusesAMissingFile() {
        Path file = folder.resolve("id");

        fails(file, null, "there is no private key file " + file);
    }

    @Test
    void refusesADirectory() {
        fails(folder, null, "the private key file " + folder + " cannot be read: it is a directory");
    }

    private static void needsItsPassphrase(Path file) {
        fails(file, null, "the private key " + file + " is encrypted: add &passphrase=... to the URL");
        fails(file, "guess", "the passphrase does not open the private key " + file);
    }

    private static void fails(Path file, String passphrase, String message) {
        assertThatExceptionOfType(UnusableKeyException.class)
                .isThrownBy(() -> load(file, passphrase))
                .withMessage(message);
    }

    private static LoginKey load(Path file, String passphrase) throws UnusableKeyException {
        Optional<Secret> secret = Optional.ofNullable(passphrase).map(Secret::new);
        Login login = new Login("user", Optional.empty(), Optional.of(file), secret, Login.Source.URL);
        return LoginKey.load(file, login, new DefaultConfig());
    }
}
