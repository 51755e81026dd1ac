package io.cloudhost.api.internal;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.HostLifecycle;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.ProviderContext;
import java.util.List;

/** A machine that exists already: setup and teardown change the state of this object alone. */
final class ExistingHost implements CloudHost {

    private final String hostName;
    private final HostLifecycle lifecycle;

    ExistingHost(String label, String hostName, ProviderContext context) {
        this.hostName = hostName;
        this.lifecycle =
                new HostLifecycle(label, List.of(new Recognise(hostName)), context.listener(), context.clock());
    }

    @Override
    public void setup() {
        lifecycle.setup();
    }

    @Override
    public void teardown() {
        lifecycle.teardown();
    }

    @Override
    public String getHostName() {
        lifecycle.requireUp();
        return hostName;
    }

    @Override
    public int getPort(int port) {
        return lifecycle.directPort(port);
    }

    /** There is nothing to do, yet listeners shall hear of this host as they do of any other. */
    private record Recognise(String hostName) implements SetupStep {

        @Override
        public SetupPhase phase() {
            return SetupPhase.RESOLVE;
        }

        @Override
        public String perform() {
            return hostName + " exists already";
        }
    }
}
