package io.cloudhost.examples.plain;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;

/** Have a machine for as long as a block of code runs. */
public final class Program {

    private Program() {}

    /**
     * Boot a machine, use it, and throw it away.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (CloudHost host = CloudHosts.load().get("nat_host")) {
            host.setup();
            System.out.println("The machine is at " + host.getHostName());
        }
    }
}
