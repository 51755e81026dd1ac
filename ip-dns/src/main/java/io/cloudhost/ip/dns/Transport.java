package io.cloudhost.ip.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.io.DefaultIoClientFactory;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * Carries questions and answers as bytes, and turns failures that the server reports into exceptions.
 *
 * <p>dnsjava has one TCP connection to a server for all of the process and closes it only when the server does. When that
 * connection hangs, or an answer on it was cut short, so do all questions after it. Here each has a connection of its own.
 */
final class Transport implements IoClientFactory, TcpIoClient, UdpIoClient {

    private static final int SHORTEST_MESSAGE = 12;
    private static final int RCODE_BYTE = 3;
    private static final int RCODE_BITS = 0xF;

    private final UdpIoClient udp = new DefaultIoClientFactory().createOrGetUdpClient();

    @Override
    public TcpIoClient createOrGetTcpClient() {
        return this;
    }

    @Override
    public UdpIoClient createOrGetUdpClient() {
        return this;
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveUdp(
            @Nullable InetSocketAddress local,
            InetSocketAddress server,
            Message query,
            byte[] question,
            int longestAnswer,
            Duration timeout) {
        return udp.sendAndReceiveUdp(local, server, query, question, longestAnswer, timeout)
                .thenApply(answer -> checked(question, answer));
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveTcp(
            @Nullable InetSocketAddress local,
            InetSocketAddress server,
            Message query,
            byte[] question,
            Duration timeout) {
        Socket socket = new Socket();
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        answer.complete(exchange(socket, server, question));
                    } catch (IOException e) {
                        answer.completeExceptionally(e);
                    }
                },
                "cloudhost-dns-tcp-" + server);
        thread.setDaemon(true);
        thread.start();
        // Closing the socket is what ends a thread that connects or reads.
        return answer.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((bytes, failure) -> close(socket))
                .thenApply(bytes -> checked(question, bytes));
    }

    private static byte[] exchange(Socket socket, InetSocketAddress server, byte[] question) throws IOException {
        socket.connect(server);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] packet = new byte[2 + question.length];
        packet[0] = (byte) (question.length >>> Byte.SIZE);
        packet[1] = (byte) question.length;
        System.arraycopy(question, 0, packet, 2, question.length);
        out.write(packet);
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return answer;
        } catch (EOFException e) {
            throw new EOFException("the server closed the connection before its answer was complete");
        }
    }

    /** A server need not repeat the question where it failed; dnsjava would take such an answer for garbage. */
    private static byte[] checked(byte[] question, byte[] answer) {
        if (answer.length < SHORTEST_MESSAGE) {
            throw UnusableAnswerException.forNow("what came back is too short for an answer");
        }
        if (answer[0] != question[0] || answer[1] != question[1]) {
            throw UnusableAnswerException.forNow("what came back is the answer to another question");
        }
        check(answer[RCODE_BYTE] & RCODE_BITS);
        return answer;
    }

    private static void check(int rcode) {
        switch (rcode) {
            case Rcode.NOERROR, Rcode.NXDOMAIN, Rcode.NOTAUTH -> {
                // Says something of the name, or of the TSIG key, which is not to be judged here.
            }
            case Rcode.SERVFAIL -> throw UnusableAnswerException.forNow("the server failed (SERVFAIL)");
            case Rcode.REFUSED -> throw UnusableAnswerException.forGood("the server refuses to answer (REFUSED)");
            case Rcode.FORMERR ->
                throw UnusableAnswerException.forGood("the server does not understand the question (FORMERR)");
            case Rcode.NOTIMP -> throw UnusableAnswerException.forGood("the server answers no such question (NOTIMP)");
            default -> throw UnusableAnswerException.forNow("the server answered " + Rcode.string(rcode));
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing more to be had from it.
        }
    }
}
