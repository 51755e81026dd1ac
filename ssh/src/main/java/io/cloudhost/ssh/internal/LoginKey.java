package io.cloudhost.ssh.internal;

import io.cloudhost.core.settings.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyFormat;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyProviderUtil;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;
import org.jspecify.annotations.Nullable;

/** A private key, read and decrypted. */
final class LoginKey {

    private final Path file;
    private final KeyPair pair;

    private LoginKey(Path file, KeyPair pair) {
        this.file = file;
        this.pair = pair;
    }

    static LoginKey load(Path file, Login login, Config config) throws UnusableKeyException {
        String text = read(file);
        if (text.startsWith("ssh-") || text.startsWith("ecdsa-")) {
            throw new UnusableKeyException(file + " holds a public key. Name the private one, without .pub", null);
        }
        PassphraseFinder finder = new PassphraseFinder(login.passphrase());
        try {
            if (Pkcs8Key.isOne(text)) {
                return new LoginKey(file, Pkcs8Key.read(text, finder));
            }
            FileKeyProvider provider = provider(text, config);
            if (provider == null) {
                throw unknownForm(file, null);
            }
            provider.init(text, null, finder);
            return new LoginKey(file, new KeyPair(provider.getPublic(), provider.getPrivate()));
        } catch (IOException | RuntimeException e) {
            // sshj tells a wrong passphrase from a damaged file in some formats only; that it had to ask tells it in
            // all.
            if (finder.wasAsked) {
                throw new UnusableKeyException(
                        login.passphrase().isPresent()
                                ? "the passphrase does not open the private key " + file
                                : "the private key " + file + " is encrypted: "
                                        + login.source().passphraseRemedy(),
                        e);
            }
            throw unknownForm(file, e);
        }
    }

    KeyProvider provider() {
        return new KeyPairWrapper(pair);
    }

    /** Names the key for people: its file, and the fingerprint by which the server knows it. */
    @Override
    public String toString() {
        return "the key " + file + " (" + Fingerprint.of(pair.getPublic()) + ")";
    }

    private static String read(Path file) throws UnusableKeyException {
        try {
            // A key is ASCII; any byte is a character in this charset, so that a wrong file shows as one below.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new UnusableKeyException("there is no private key file " + file, e);
        } catch (IOException e) {
            throw new UnusableKeyException(
                    "the private key file " + file + " cannot be read: "
                            + (Files.isDirectory(file) ? "it is a directory" : e),
                    e);
        }
    }

    private static @Nullable FileKeyProvider provider(String text, Config config) throws IOException {
        KeyFormat format = KeyProviderUtil.detectKeyFileFormat(text, false);
        return Factory.Named.Util.create(config.getFileKeyProviderFactories(), format.toString());
    }

    private static UnusableKeyException unknownForm(Path file, @Nullable Throwable cause) {
        return new UnusableKeyException(
                file + " holds no private key that can be read. Known forms are OpenSSH, PEM and PKCS#8; "
                        + "ssh-keygen -p rewrites a key in the first of them",
                cause);
    }

    /** Gives the passphrase once, and remembers that it was needed. */
    private static final class PassphraseFinder implements PasswordFinder {

        private final Optional<Secret> passphrase;
        private boolean wasAsked;

        PassphraseFinder(Optional<Secret> passphrase) {
            this.passphrase = passphrase;
        }

        @Override
        public char[] reqPassword(@Nullable Resource<?> resource) {
            wasAsked = true;
            return passphrase.map(Secret::reveal).orElse("").toCharArray();
        }

        @Override
        public boolean shouldRetry(Resource<?> resource) {
            return false;
        }
    }
}
