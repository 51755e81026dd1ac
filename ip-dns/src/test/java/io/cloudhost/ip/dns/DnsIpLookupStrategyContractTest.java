package io.cloudhost.ip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.testkit.AskingIpLookupStrategyContract;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

class DnsIpLookupStrategyContractTest extends AskingIpLookupStrategyContract {

    private static final String SECRET = "YSB2ZXJ5IHNlY3JldCBzZWNyZXQgb2YgdGhlIHRlc3Q=";

    @RegisterExtension
    private final Output output = new Output();

    private LoopbackDnsServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = LoopbackDnsServer.start();
        server.know(new TSIG(
                TSIG.HMAC_SHA256,
                Name.fromConstantString("tests.example."),
                Base64.getDecoder().decode(SECRET)));
    }

    @AfterEach
    void secretIsNotLogged() {
        assertThat(output.text()).doesNotContain(SECRET);
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
                queryTimeout = 1h
                tsigKey = tests.example
                tsigSecret = "%s\"""".formatted(server.address(), SECRET);
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET);
    }
}
