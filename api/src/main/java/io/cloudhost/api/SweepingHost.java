package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.SetupPhase;

/** A host before whose setup something else is done. */
final class SweepingHost implements CloudHost {

    private final String label;
    private final CloudHost host;
    private final Runnable sweep;
    private volatile boolean tornDown;

    SweepingHost(String label, CloudHost host, Runnable sweep) {
        this.label = label;
        this.host = host;
        this.sweep = sweep;
    }

    @Override
    public void setup() {
        boolean before = tornDown;
        sweep.run();
        if (tornDown && !before) {
            // The host itself knows nothing of a setup yet, and would call it one that comes after its teardown.
            throw new HostSetupException(label, SetupPhase.RESOLVE, "it was torn down meanwhile", null);
        }
        host.setup();
    }

    @Override
    public void teardown() {
        tornDown = true;
        host.teardown();
    }

    @Override
    public String getHostName() {
        return host.getHostName();
    }

    @Override
    public int getPort(int port) {
        return host.getPort(port);
    }
}
