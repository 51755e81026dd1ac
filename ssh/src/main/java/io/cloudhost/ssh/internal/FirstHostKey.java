package io.cloudhost.ssh.internal;

import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.schmizz.sshj.common.KeyType;
import org.jspecify.annotations.Nullable;

/**
 * Know a server by the key that it showed when it was met for the first time, at whatever address that was.
 *
 * <p>Thread-safe. Kept for as long as the server is the same one.
 */
public final class FirstHostKey {

    private final AtomicReference<@Nullable PublicKey> pinned = new AtomicReference<>();

    /** Create one for a server that has not been met yet. */
    public FirstHostKey() {}

    /**
     * Make the check for one connection.
     *
     * @param server where the server is this time
     * @return the check
     */
    public HostKeyCheck checkFor(SshAddress server) {
        return new Check(server);
    }

    private final class Check extends HostKeyCheck {

        Check(SshAddress server) {
            super(server);
        }

        @Override
        void check(SshAddress server, PublicKey key) {
            PublicKey before = pinned.compareAndExchange(null, key);
            if (before != null && !Fingerprint.of(before).equals(Fingerprint.of(key))) {
                throw refusal(
                        server,
                        key,
                        "but at the first connection it was " + Fingerprint.of(before) + " (" + KeyType.fromKey(before)
                                + ")" + CHANGED + ". The first key counts for as long as the host is set up");
            }
        }

        /** Asks for the key that is known, so that a server that now has others too shows that one. */
        @Override
        List<String> algorithms(SshAddress server) {
            PublicKey known = pinned.get();
            return known == null
                    ? List.of()
                    : algorithmsOf(KeyType.fromKey(known).toString()).toList();
        }
    }
}
