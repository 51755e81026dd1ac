package io.cloudhost.examples.junit4;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import org.junit.Rule;
import org.junit.Test;

public class JUnit4IT {

    @Rule
    public final CloudHostRule machine = new CloudHostRule("nat_host");

    @Test
    public void isThere() throws IOException {
        assertTrue(InetAddress.getByName(machine.host().getHostName()).isReachable(10_000));
    }
}
