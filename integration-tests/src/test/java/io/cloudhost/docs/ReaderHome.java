package io.cloudhost.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** The home of somebody who does what the pages say: with the keys to log in with that they name. */
final class ReaderHome {

    private ReaderHome() {}

    static Path make(Path home) {
        try {
            Path keys = Files.createDirectories(home.resolve(".ssh"));
            Files.writeString(keys.resolve("id_rsa"), privateKey("RSA"));
            Files.writeString(keys.resolve("id_ed25519"), privateKey("Ed25519"));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String privateKey(String algorithm) throws GeneralSecurityException {
        byte[] key = KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key);
        return "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
    }
}
