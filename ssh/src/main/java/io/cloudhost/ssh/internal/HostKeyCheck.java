package io.cloudhost.ssh.internal;

import java.security.PublicKey;
import java.util.List;
import java.util.stream.Stream;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Let a connection go on only with a server that is known; throws a permanent failure for every other one. */
public abstract class HostKeyCheck implements HostKeyVerifier {

    static final String CHANGED = ". Either the server got a new key, or another machine answers in its place";
    static final String COMPARE = "Compare the fingerprint with the one that the server's administrator gives you";

    private final SshAddress server;

    HostKeyCheck(SshAddress server) {
        this.server = server;
    }

    /** The address that was connected to is not the server's where a jump host is in between. */
    @Override
    public final boolean verify(String host, int port, PublicKey key) {
        check(server, key);
        return true;
    }

    @Override
    public final List<String> findExistingAlgorithms(String host, int port) {
        return algorithms(server);
    }

    abstract void check(SshAddress server, PublicKey key) throws SshFailureException;

    /** Says which algorithms to ask for; empty where it does not matter. */
    List<String> algorithms(SshAddress server) {
        return List.of();
    }

    /** An RSA key signs with three algorithms; of the one that has the key's name, servers have become wary. */
    static Stream<String> algorithmsOf(String keyType) {
        return keyType.equals("ssh-rsa") ? Stream.of("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa") : Stream.of(keyType);
    }

    static SshFailureException refusal(SshAddress server, PublicKey key, String why) {
        return SshFailureException.permanent(offer(server, key, why), null);
    }

    static SshFailureException refusal(SshAddress server, PublicKey key, String why, String remedy) {
        return SshFailureException.permanentUntil(offer(server, key, why), remedy);
    }

    private static String offer(SshAddress server, PublicKey key, String why) {
        return "the SSH server " + server.host() + ", port " + server.port() + ", offers the host key "
                + Fingerprint.of(key) + " (" + KeyType.fromKey(key) + "), " + why;
    }
}
