package io.cloudhost.ip.dns;

import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.testkit.AskingIpLookupStrategyContract;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class DnsIpLookupStrategyContractTest extends AskingIpLookupStrategyContract {

    private LoopbackDnsServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = LoopbackDnsServer.start();
    }

    @AfterEach
    void stopServer() throws Exception {
        server.stop();
    }

    @Override
    protected IpLookupStrategyProvider provider() {
        return new DnsIpLookupStrategyProvider();
    }

    @Override
    protected InetAddress arrangeAddress(IpLookupRequest host) throws IOException {
        server.add(host.name() + ".lab.example. A 198.51.100.7");
        return InetAddress.getByName("198.51.100.7");
    }

    @Override
    protected void arrangeNoAddress(IpLookupRequest host) {
        // A name that the server was not told does not exist.
    }

    @Override
    protected CountDownLatch arrangeSilence() {
        return server.fallSilent();
    }

    @Override
    protected String section() {
        return """
                hostname = "{name}.lab.example"
                server = "%s"
                queryTimeout = 1h""".formatted(server.address());
    }
}
