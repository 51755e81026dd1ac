package io.cloudhost.api.internal;

import io.cloudhost.core.spi.ReadinessCheckProvider;
import io.cloudhost.core.spi.ReadinessRequest;
import io.cloudhost.testkit.FakeEndpoint;
import io.cloudhost.testkit.ReadinessCheckContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PortCheckContractTest extends ReadinessCheckContract {

    private ServerSocket server;

    @BeforeEach
    void openPort() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void closePort() throws IOException {
        server.close();
    }

    @Override
    protected ReadinessCheckProvider provider() {
        return new PortCheckProvider();
    }

    @Override
    protected void arrangeNotReady() throws IOException {
        server.close();
    }

    @Override
    protected void arrangeReady() throws IOException {
        if (server.isClosed()) {
            server = new ServerSocket(server.getLocalPort(), 50, InetAddress.getLoopbackAddress());
        }
    }

    @Override
    protected ReadinessRequest machine(Duration remaining) {
        return new ReadinessRequest(
                FakeEndpoint.onLoopback(server.getLocalPort()), Optional.empty(), Optional.empty(), remaining);
    }

    @Override
    protected String section() {
        return "number = 22";
    }
}
