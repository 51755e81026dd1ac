package io.cloudhost.provider.libvirt;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Finds out whether nothing listens where a server for names should be. */
final class NameServerProbe {

    private static final int DNS_PORT = 53;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final int port;

    NameServerProbe() {
        this(DNS_PORT);
    }

    NameServerProbe(int port) {
        this.port = port;
    }

    /** Says yes only where it is sure: silence may be a packet filter's. */
    boolean isRefused(String address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), Math.toIntExact(LIMIT.toMillis()));
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
