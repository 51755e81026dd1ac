package io.cloudhost.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Something between a test and a server that lets through so many bytes to the server, and then neither data nor an end. */
final class FreezingProxy implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final int server;
    private final long limit;
    private final CountDownLatch closed = new CountDownLatch(1);

    FreezingProxy(int server, long limit) throws IOException {
        this.server = server;
        this.limit = limit;
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = socket.accept();
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
            start(() -> pass(client, behind, limit));
            start(() -> pass(behind, client, Long.MAX_VALUE));
        }
    }

    private void pass(Socket from, Socket to, long most) throws IOException, InterruptedException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            long passed = 0;
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                passed += count;
                if (passed > most) {
                    closed.await();
                    return;
                }
                out.write(bytes, 0, count);
            }
        }
    }

    private interface Work {
        void go() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.go();
            } catch (IOException | InterruptedException e) {
                // One side is closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
