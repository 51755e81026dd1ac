package io.cloudhost.benchmarks;

import io.cloudhost.core.spi.MacAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks for addresses on behalf of network interfaces that send nothing themselves. It runs where the DHCP server does: what
 * one of them sends to all on the network reaches the other, so that no network device is needed. Used by one thread.
 */
final class DhcpClient implements AutoCloseable {

    private static final int CLIENT_PORT = 68;
    private static final int SERVER_PORT = 67;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int LARGEST = 1500;

    private final RandomGenerator random;
    private final InetSocketAddress server;
    private final DatagramSocket socket;

    /**
     * Opens the client's port.
     *
     * @param broadcast the address of all on the network
     */
    DhcpClient(RandomGenerator random, String broadcast) throws IOException {
        this.random = random;
        this.server = new InetSocketAddress(broadcast, SERVER_PORT);
        this.socket = DatagramChannel.open(StandardProtocolFamily.INET).socket();
        try {
            socket.setBroadcast(true);
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.bind(new InetSocketAddress(CLIENT_PORT));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Has an address given to the interface. */
    Lease lease(MacAddress mac, String hostName) throws IOException {
        DhcpMessage discover = DhcpMessage.question(random.nextInt(), mac, DhcpMessage.DISCOVER)
                .withHostName(hostName);
        DhcpMessage offer = ask(discover, DhcpMessage.OFFER);
        byte[] from = offer.options().getOrDefault(DhcpMessage.SERVER, new byte[0]);
        DhcpMessage request = DhcpMessage.question(discover.transaction(), mac, DhcpMessage.REQUEST)
                .withHostName(hostName)
                .with(DhcpMessage.REQUESTED_ADDRESS, offer.offeredAddress().getAddress())
                .with(DhcpMessage.SERVER, from);
        return new Lease(mac, ask(request, DhcpMessage.ACKNOWLEDGE).offeredAddress(), from);
    }

    @Override
    public void close() {
        socket.close();
    }

    private DhcpMessage ask(DhcpMessage question, int type) throws IOException {
        send(question);
        long start = System.nanoTime();
        // The server's answers to others come here, too.
        while (System.nanoTime() - start < LIMIT.toNanos()) {
            Optional<DhcpMessage> answer = receive().filter(message -> message.isReplyTo(question, type));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new SocketTimeoutException("the DHCP server at " + server + " did not answer to " + question.mac()
                + " within " + LIMIT.toSeconds() + " s");
    }

    private void send(DhcpMessage message) throws IOException {
        byte[] bytes = message.toBytes();
        socket.send(new DatagramPacket(bytes, bytes.length, server));
    }

    private Optional<DhcpMessage> receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        socket.receive(packet);
        return DhcpMessage.parse(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    /** An address that was given, until it is released. */
    final class Lease {

        private final MacAddress mac;
        private final Inet4Address address;
        private final byte[] from;

        private Lease(MacAddress mac, Inet4Address address, byte[] from) {
            this.mac = mac;
            this.address = address;
            this.from = from;
        }

        Inet4Address address() {
            return address;
        }

        /** Gives the address back. The server does not answer to that; a lease that it keeps ends by itself. */
        void release() throws IOException {
            send(DhcpMessage.question(random.nextInt(), mac, DhcpMessage.RELEASE)
                    .withClientAddress(address)
                    .with(DhcpMessage.SERVER, from));
        }
    }
}
