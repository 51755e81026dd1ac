package io.cloudhost.ssh.internal;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Checks a host key for one connection, and keeps the reason of a refusal.
 *
 * <p>sshj may check on a thread of its own and end the connection before whoever wants to connect has looked; that one then
 * learns only that there is no connection.
 */
final class RefusalKeeper implements HostKeyVerifier {

    private final HostKeyVerifier check;
    private volatile @Nullable SshFailureException refusal;

    RefusalKeeper(HostKeyVerifier check) {
        this.check = check;
    }

    Optional<SshFailureException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public boolean verify(String host, int port, PublicKey key) {
        return keeping(() -> check.verify(host, port, key));
    }

    @Override
    public List<String> findExistingAlgorithms(String host, int port) {
        return keeping(() -> check.findExistingAlgorithms(host, port));
    }

    private <T> T keeping(Supplier<T> work) {
        try {
            return work.get();
        } catch (SshFailureException e) {
            refusal = e;
            throw e;
        }
    }
}
