package io.cloudhost.api.internal;

import com.sun.net.httpserver.HttpServer;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import io.cloudhost.core.spi.ReadinessRequest;
import io.cloudhost.testkit.AskingReadinessCheckContract;
import io.cloudhost.testkit.FakeEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class HttpCheckContractTest extends AskingReadinessCheckContract {

    private final CountDownLatch asked = new CountDownLatch(1);
    private HttpServer server;
    private volatile int status = 503;
    private volatile boolean silent;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.countDown();
            if (!silent) {
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            }
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Override
    protected ReadinessCheckProvider provider() {
        return new HttpCheckProvider();
    }

    @Override
    protected void arrangeNotReady() {
        status = 503;
    }

    @Override
    protected void arrangeReady() {
        status = 200;
    }

    @Override
    protected CountDownLatch arrangeSilence() {
        silent = true;
        return asked;
    }

    @Override
    protected ReadinessRequest machine(Duration remaining) {
        return new ReadinessRequest(
                FakeEndpoint.onLoopback(server.getAddress().getPort()), Optional.empty(), Optional.empty(), remaining);
    }

    @Override
    protected String section() {
        return "path = /health";
    }
}
