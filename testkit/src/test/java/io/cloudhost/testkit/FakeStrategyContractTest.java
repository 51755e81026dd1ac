package io.cloudhost.testkit;

import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A strategy that keeps the contract passes it. {@link StrategyContractViolationTest} has those that do not. */
class FakeStrategyContractTest extends AskingIpLookupStrategyContract {

    private final FakeOracle oracle = new FakeOracle();

    @Override
    protected IpLookupStrategyProvider provider() {
        return new FakeStrategyProvider();
    }

    @Override
    protected InetAddress arrangeAddress(IpLookupRequest host) throws Exception {
        InetAddress address = InetAddress.getByName("198.51.100.7");
        oracle.know(address);
        return address;
    }

    @Override
    protected void arrangeNoAddress(IpLookupRequest host) {
        // An oracle knows nothing until it is told.
    }

    @Override
    protected CountDownLatch arrangeSilence() {
        return oracle.fallSilent();
    }

    @Override
    protected String section() {
        return "oracle = \"" + oracle.name() + "\", spell = S3CRET";
    }

    @Override
    protected List<String> secrets() {
        return List.of("S3CRET");
    }
}
