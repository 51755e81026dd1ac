package io.cloudhost.api.internal;

import io.cloudhost.core.spi.Readiness;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connects, and says no word. */
final class PortCheck implements ReadinessCheck {

    private final int port;

    PortCheck(int port) {
        this.port = port;
    }

    @Override
    public String description() {
        return "port " + port;
    }

    @Override
    public Readiness look(ReadinessRequest request) {
        InetSocketAddress address = new InetSocketAddress(
                request.endpoint().hostName(), request.endpoint().port(port));
        if (address.isUnresolved()) {
            return Readiness.notYet("the name " + address.getHostString() + " cannot be resolved");
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, LookLimit.milliseconds(request.remaining()));
            return Readiness.ready("connected");
        } catch (IOException e) {
            return Readiness.notYet(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }
}
