package org.example.leases;

import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.testkit.IpLookupStrategyContract;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Does all that a strategy must do. */
class LeaseFileStrategyContractTest extends IpLookupStrategyContract {

    @TempDir
    Path folder;

    @Override
    protected IpLookupStrategyProvider provider() {
        return new LeaseFileStrategyProvider();
    }

    @Override
    protected InetAddress arrangeAddress(IpLookupRequest host) throws IOException {
        Files.writeString(leases(), "1767225600 " + host.mac().orElseThrow() + " 198.51.100.7 guest *\n");
        return InetAddress.getByName("198.51.100.7");
    }

    @Override
    protected String section() {
        return "file = \"" + leases() + "\"";
    }

    private Path leases() {
        return folder.resolve("dnsmasq.leases");
    }
}
