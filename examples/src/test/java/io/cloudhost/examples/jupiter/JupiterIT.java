package io.cloudhost.examples.jupiter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloudhost.core.CloudHost;
import io.cloudhost.junit.jupiter.CloudHostTest;
import io.cloudhost.junit.jupiter.Host;
import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

@CloudHostTest
class JupiterIT {

    @Test
    void isThere(@Host("nat_host") CloudHost host) throws IOException {
        assertTrue(InetAddress.getByName(host.getHostName()).isReachable(10_000));
    }
}
