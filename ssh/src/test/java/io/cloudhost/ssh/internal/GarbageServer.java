package io.cloudhost.ssh.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Something on a loopback port that is no SSH server: says its text to everybody, and hangs up or starts again. */
public final class GarbageServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final byte[] text;
    private final boolean endless;

    public GarbageServer(String text) throws IOException {
        this(text, false);
    }

    private GarbageServer(String text, boolean endless) throws IOException {
        this.text = text.getBytes(StandardCharsets.ISO_8859_1);
        this.endless = endless;
        Thread thread = new Thread(this::serve, "garbage-server");
        thread.setDaemon(true);
        thread.start();
    }

    public static GarbageServer endless(String text) throws IOException {
        return new GarbageServer(text, true);
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                babble(client.getOutputStream());
                client.shutdownOutput();
                // Until the other side hangs up: closing with something unread would reset the connection.
                client.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The client had enough, or this server was closed.
            }
        }
    }

    private void babble(OutputStream out) throws IOException {
        do {
            out.write(text);
        } while (endless);
    }
}
