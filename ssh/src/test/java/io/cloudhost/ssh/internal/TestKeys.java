package io.cloudhost.ssh.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;

/** Makes keys, and writes them as the tools of users do. */
public final class TestKeys {

    private TestKeys() {}

    public static KeyPair rsa() {
        return generate("ssh-rsa", 2048);
    }

    public static KeyPair ecdsa() {
        return ecdsa(256);
    }

    public static KeyPair ecdsa(int bits) {
        return generate("ecdsa-sha2-nistp" + bits, bits);
    }

    public static KeyPair ed25519() {
        return generate("ssh-ed25519", 256);
    }

    /** Writes a key as ssh-keygen does; without a passphrase where that is empty. */
    public static Path writeOpenSsh(KeyPair pair, String passphrase, Path file) throws IOException {
        OpenSSHKeyEncryptionContext encryption = null;
        if (!passphrase.isEmpty()) {
            encryption = new OpenSSHKeyEncryptionContext();
            encryption.setPassword(passphrase);
            encryption.setCipherName("AES");
            encryption.setCipherType("256");
            encryption.setCipherMode("CTR");
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", encryption, out);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return file;
    }

    /** Writes a key as openssl does; without a passphrase where that is empty. */
    public static Path writePkcs8(KeyPair pair, String passphrase, Path file) throws IOException {
        try (JcaPEMWriter writer = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            OutputEncryptor encryption = passphrase.isEmpty()
                    ? null
                    : new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                            .setPassword(passphrase.toCharArray())
                            .build();
            writer.writeObject(new JcaPKCS8Generator(pair.getPrivate(), encryption));
        } catch (OperatorCreationException e) {
            throw new IOException(e);
        }
        return file;
    }

    /** Writes a key as openssl did before there was PKCS#8; without a passphrase where that is empty. */
    public static Path writePem(KeyPair pair, String passphrase, Path file) throws IOException {
        try (JcaPEMWriter writer = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            PEMEncryptor encryption = passphrase.isEmpty()
                    ? null
                    : new JcePEMEncryptorBuilder("AES-256-CBC").build(passphrase.toCharArray());
            writer.writeObject(pair, encryption);
        }
        return file;
    }

    /** Returns the type and the key, as in known_hosts. */
    public static String line(KeyPair pair) {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    public static String fingerprint(KeyPair pair) {
        return KeyUtils.getFingerPrint(pair.getPublic());
    }

    private static KeyPair generate(String type, int size) {
        try {
            return KeyUtils.generateKeyPair(type, size);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
