package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.SetupPhase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host before whose setup something else is done, which a teardown interrupts. Thread-safe; its lock is held for no longer
 * than it takes to note something.
 */
final class SweepingHost implements CloudHost {

    private final String label;
    private final CloudHost host;
    private final Runnable sweep;

    private @Nullable Thread sweeping;
    private boolean tornDown;

    SweepingHost(String label, CloudHost host, Runnable sweep) {
        this.label = label;
        this.host = host;
        this.sweep = sweep;
    }

    @Override
    public void setup() {
        if (begin()) {
            boolean tornDownMeanwhile;
            try {
                sweep.run();
            } finally {
                tornDownMeanwhile = end();
            }
            if (tornDownMeanwhile) {
                // The host itself knows nothing of a setup yet, and would call it one that comes after its teardown.
                throw new HostSetupException(label, SetupPhase.RESOLVE, "it was torn down meanwhile", null);
            }
        }
        host.setup();
    }

    @Override
    public void teardown() {
        cancel();
        host.teardown();
    }

    /** Returns false where the host will refuse the setup, or another thread sweeps for it. */
    private synchronized boolean begin() {
        if (tornDown || sweeping != null) {
            return false;
        }
        sweeping = Thread.currentThread();
        return true;
    }

    /** Returns whether the host was torn down meanwhile. */
    private synchronized boolean end() {
        sweeping = null;
        if (tornDown) {
            // It was meant for the sweep.
            Thread.interrupted();
        }
        return tornDown;
    }

    private synchronized void cancel() {
        tornDown = true;
        if (sweeping != null) {
            sweeping.interrupt();
        }
    }

    @Override
    public String getHostName() {
        return host.getHostName();
    }

    @Override
    public int getPort(int port) {
        return host.getPort(port);
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
        return host.capability(type);
    }
}
