package io.cloudhost.ip.ssh;

import io.cloudhost.core.spi.IpLookupException;
import java.security.PublicKey;
import java.util.List;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Lets a connection go on only with a server that is known; throws a permanent failure for every other one. */
abstract class HostKeyCheck implements HostKeyVerifier {

    static final String CHANGED = ". Either the server got a new key, or another machine answers in its place. ";
    static final String COMPARE = "Compare the fingerprint with the one that the server's administrator gives you";

    private final SshUrl url;

    HostKeyCheck(SshUrl url) {
        this.url = url;
    }

    /** The address that was connected to is not the server's where a jump host is in between; the URL has it always. */
    @Override
    public final boolean verify(String host, int port, PublicKey key) {
        check(url, key);
        return true;
    }

    @Override
    public final List<String> findExistingAlgorithms(String host, int port) {
        return algorithms(url);
    }

    abstract void check(SshUrl server, PublicKey key) throws IpLookupException;

    /** Says which algorithms to ask for; empty where it does not matter. */
    List<String> algorithms(SshUrl server) {
        return List.of();
    }

    static IpLookupException refusal(SshUrl server, PublicKey key, String why) {
        return IpLookupException.permanentFailure(
                "the SSH server " + server.host() + ", port " + server.port() + ", offers the host key "
                        + Fingerprint.of(key) + " (" + KeyType.fromKey(key) + "), " + why,
                null);
    }
}
