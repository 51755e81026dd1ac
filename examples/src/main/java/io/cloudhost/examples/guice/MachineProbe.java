package io.cloudhost.examples.guice;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;

/** Be a part of an application that needs a machine, and has what makes them injected. */
public final class MachineProbe {

    private static final int LIMIT_MILLIS = 10_000;

    private final CloudHosts hosts;

    @Inject
    MachineProbe(CloudHosts hosts) {
        this.hosts = hosts;
    }

    /**
     * Boot a machine and look whether it answers.
     *
     * @param label the machine's label
     * @return whether it does
     * @throws IOException when the network fails
     */
    public boolean answers(String label) throws IOException {
        try (CloudHost host = hosts.get(label)) {
            host.setup();
            return InetAddress.getByName(host.getHostName()).isReachable(LIMIT_MILLIS);
        }
    }
}
