package io.cloudhost.testkit;

import io.cloudhost.core.spi.ReadinessCheckProvider;
import io.cloudhost.core.spi.ReadinessRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A check that keeps the contract passes it. {@link CheckContractViolationTest} has those that do not. */
class FakeCheckContractTest extends AskingReadinessCheckContract {

    private final FakeOracle oracle = new FakeOracle();

    @Override
    protected ReadinessCheckProvider provider() {
        return new FakeCheckProvider();
    }

    @Override
    protected void arrangeNotReady() {
        // An oracle knows nothing until it is told.
    }

    @Override
    protected void arrangeReady() {
        oracle.know(InetAddress.getLoopbackAddress());
    }

    @Override
    protected CountDownLatch arrangeSilence() {
        return oracle.fallSilent();
    }

    @Override
    protected ReadinessRequest machine(Duration remaining) {
        return new ReadinessRequest(FakeEndpoint.at("198.51.100.7"), Optional.empty(), Optional.empty(), remaining);
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
