package io.cloudhost.api.plugins;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.HostLifecycle;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.ProviderContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Does nothing but look up an address; its name tells what it was given. */
final class LookingUpHost implements CloudHost {

    private final ProviderContext context;
    private final HostLifecycle lifecycle;
    private volatile String hostName = "";

    LookingUpHost(HostDefinition host, ProviderContext context) {
        this.context = context;
        this.lifecycle =
                new HostLifecycle(host.label(), List.of(new LookUp(host)), context.listener(), context.clock());
    }

    @Override
    public void setup() {
        // Throws where the contract of the listener is broken, which a lifecycle would hide.
        context.listener().up("probe", Duration.ZERO);
        lifecycle.setup();
    }

    @Override
    public void teardown() {
        lifecycle.teardown();
    }

    @Override
    public String getHostName() {
        lifecycle.requireUp();
        return hostName + " for " + context.owner() + ", " + context.lifetime();
    }

    @Override
    public int getPort(int port) {
        return port;
    }

    private final class LookUp implements SetupStep {

        private final HostDefinition host;

        LookUp(HostDefinition host) {
            this.host = host;
        }

        @Override
        public SetupPhase phase() {
            return SetupPhase.ADDRESS;
        }

        @Override
        public String perform() throws InterruptedException {
            IpLookupRequest request =
                    new IpLookupRequest(host.label(), host.label(), new UUID(0, 0), Optional.empty(), Duration.ZERO);
            try (AddressLookup lookup = context.addressLookup()) {
                FoundAddress found = lookup.find(request, HostWatch.NONE);
                hostName = found.address().getHostAddress() + " from " + found.strategy();
                return hostName;
            }
        }
    }
}
