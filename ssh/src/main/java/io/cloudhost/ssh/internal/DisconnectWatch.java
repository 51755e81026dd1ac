package io.cloudhost.ssh.internal;

import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.transport.DisconnectListener;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the thread that connects and logs in when the connection ends meanwhile.
 *
 * <p>sshj tells whoever waits at that moment. Whoever begins to wait a moment later forgets what it was told, and waits for
 * an answer that cannot come.
 */
final class DisconnectWatch implements DisconnectListener, AutoCloseable {

    private @Nullable Thread watching = Thread.currentThread();

    @Override
    public synchronized void notifyDisconnect(DisconnectReason reason, @Nullable String message) {
        if (watching != null) {
            watching.interrupt();
        }
    }

    /** Ends the watch; the interrupt goes no further than this. */
    @Override
    public synchronized void close() {
        if (watching != null) {
            watching = null;
            Thread.interrupted();
        }
    }
}
