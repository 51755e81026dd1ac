package io.cloudhost.provider.libvirt.internal.hypervisor;

import org.jspecify.annotations.Nullable;

/**
 * Something that is open over one connection at a time, and takes the place of what was open over the one before. Nothing is
 * closed while the lock is held.
 */
final class Renewed {

    private @Nullable Runnable close;
    private boolean closed;

    /**
     * Puts what was opened in the place of what was there.
     *
     * @param closeFresh closes it, which is done at once where this was closed meanwhile
     */
    void put(Runnable closeFresh) {
        Runnable needless = replace(closeFresh);
        if (needless != null) {
            needless.run();
        }
    }

    /** Closes what is there, and what comes. Idempotent. */
    void close() {
        Runnable last = end();
        if (last != null) {
            last.run();
        }
    }

    private synchronized @Nullable Runnable replace(Runnable closeFresh) {
        if (closed) {
            return closeFresh;
        }
        Runnable former = close;
        close = closeFresh;
        return former;
    }

    private synchronized @Nullable Runnable end() {
        closed = true;
        Runnable last = close;
        close = null;
        return last;
    }
}
