package io.cloudhost.examples.testng;

import static org.testng.Assert.assertTrue;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHost;
import java.io.IOException;
import java.net.InetAddress;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

public class NgIT {

    private CloudHost host;

    @BeforeClass
    public void boot() {
        host = CloudHosts.load().get("nat_host");
        host.setup();
    }

    @AfterClass(alwaysRun = true)
    public void throwAway() {
        // Null where it is not configured: that is the failure to see.
        if (host != null) {
            host.teardown();
        }
    }

    @Test
    public void isThere() throws IOException {
        assertTrue(InetAddress.getByName(host.getHostName()).isReachable(10_000));
    }
}
