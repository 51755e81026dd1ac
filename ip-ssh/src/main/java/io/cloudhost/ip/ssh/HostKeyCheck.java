package io.cloudhost.ip.ssh;

import io.cloudhost.core.spi.IpLookupException;
import java.security.PublicKey;
import java.util.List;
import java.util.stream.Stream;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Lets a connection go on only with a server whose key is known; throws a permanent failure for every other one. */
final class HostKeyCheck implements HostKeyVerifier {

    private final KnownHosts knownHosts;

    HostKeyCheck(KnownHosts knownHosts) {
        this.knownHosts = knownHosts;
    }

    @Override
    public boolean verify(String host, int port, PublicKey key) {
        List<KnownHosts.Line> lines = knownHosts.about(host, port);
        byte[] offered = Fingerprint.encoded(key);
        List<KnownHosts.Line> same =
                lines.stream().filter(line -> line.has(offered)).toList();
        for (KnownHosts.Line line : same) {
            if (line.revoked()) {
                throw refusal(host, port, key, "which " + at(line) + " revokes");
            }
        }
        if (!same.isEmpty()) {
            return true;
        }
        throw lines.stream()
                .filter(line -> !line.revoked())
                .findFirst()
                .map(line -> changed(host, port, key, line))
                .orElseGet(() -> unknown(host, port, key));
    }

    /** Asks for the key that is known, so that a server with keys of several types shows that one. */
    @Override
    public List<String> findExistingAlgorithms(String host, int port) {
        return knownHosts.about(host, port).stream()
                .filter(line -> !line.revoked())
                .flatMap(line -> algorithms(line.type()))
                .toList();
    }

    /** An RSA key signs with three algorithms; of the one that has the key's name, servers have become wary. */
    private static Stream<String> algorithms(String keyType) {
        return keyType.equals("ssh-rsa") ? Stream.of("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa") : Stream.of(keyType);
    }

    private IpLookupException unknown(String host, int port, PublicKey key) {
        String lack = knownHosts.fileExists()
                ? "but " + knownHosts.file() + " has no key for it"
                : "but there is no " + knownHosts.file() + " that would know it";
        return refusal(
                host,
                port,
                key,
                lack
                        + ". Compare the fingerprint with the one that the server's administrator gives you (ssh-keygen -lf, "
                        + "run there on its public host key); if they are equal: " + add(host, port));
    }

    private IpLookupException changed(String host, int port, PublicKey key, KnownHosts.Line line) {
        String remove = "ssh-keygen -R '" + KnownHosts.nameOf(host, port) + "' -f '" + knownHosts.file() + "'";
        return refusal(
                host,
                port,
                key,
                "but " + at(line) + " has another one (" + line.type()
                        + "). Either the server got a new key, or another "
                        + "machine answers in its place. Compare the fingerprint with the one that the server's "
                        + "administrator gives you; if they are equal: " + remove + "; " + add(host, port));
    }

    private String add(String host, int port) {
        return "ssh-keyscan -p " + port + " " + host + " >> '" + knownHosts.file() + "'";
    }

    private String at(KnownHosts.Line line) {
        return knownHosts.file() + ":" + line.number();
    }

    private static IpLookupException refusal(String host, int port, PublicKey key, String why) {
        return IpLookupException.permanentFailure(
                "the SSH server " + host + ", port " + port + ", offers the host key " + Fingerprint.of(key) + " ("
                        + KeyType.fromKey(key) + "), " + why,
                null);
    }
}
