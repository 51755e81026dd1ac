package io.cloudhost.ssh.internal;

import java.io.IOException;
import java.io.StringReader;
import java.security.KeyPair;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Reads private keys in PKCS#8.
 *
 * <p>sshj has a reader of its own; that one knows no Ed25519 keys, and of ECDSA keys only those that also have the public
 * one, which is not required. Here the public key is computed, so that it does not matter.
 */
final class Pkcs8Key {

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private Pkcs8Key() {}

    static boolean isOne(String text) {
        return text.contains("-----BEGIN PRIVATE KEY-----") || text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    }

    static KeyPair read(String text, PasswordFinder passphrase) throws IOException {
        PrivateKeyInfo key = decrypted(text, passphrase);
        PEMKeyPair pair = new PEMKeyPair(
                SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey(PrivateKeyFactory.createKey(key))),
                key);
        return new JcaPEMKeyConverter().setProvider(PROVIDER).getKeyPair(pair);
    }

    private static PrivateKeyInfo decrypted(String text, PasswordFinder passphrase) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            Object object = parser.readObject();
            if (object instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                        .setProvider(PROVIDER)
                        .build(passphrase.reqPassword(null)));
            }
            if (object instanceof PrivateKeyInfo key) {
                return key;
            }
            throw new IOException("no private key");
        } catch (OperatorCreationException | PKCSException e) {
            throw new IOException(e);
        }
    }

    private static AsymmetricKeyParameter publicKey(AsymmetricKeyParameter key) throws IOException {
        if (key instanceof RSAPrivateCrtKeyParameters rsa) {
            return new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
        }
        if (key instanceof ECPrivateKeyParameters ecdsa) {
            return new ECPublicKeyParameters(
                    ecdsa.getParameters().getG().multiply(ecdsa.getD()).normalize(), ecdsa.getParameters());
        }
        if (key instanceof Ed25519PrivateKeyParameters ed25519) {
            return ed25519.generatePublicKey();
        }
        throw new IOException("neither RSA nor ECDSA nor Ed25519");
    }
}
