package io.cloudhost.benchmarks;

import io.cloudhost.core.spi.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A message of DHCP (RFC 2131), as far as a client needs it.
 *
 * @param transaction tells which question a reply belongs to
 * @param mac the client's network interface
 * @param clientAddress the address that the client has; 0.0.0.0 where it has none
 * @param offeredAddress the address that the server gives it; 0.0.0.0 in what a client sends
 * @param options by their numbers
 */
record DhcpMessage(
        boolean reply,
        int transaction,
        MacAddress mac,
        Inet4Address clientAddress,
        Inet4Address offeredAddress,
        Map<Integer, byte[]> options) {

    /** The numbers of the types. */
    static final int DISCOVER = 1;

    static final int OFFER = 2;
    static final int REQUEST = 3;
    static final int ACKNOWLEDGE = 5;
    static final int RELEASE = 7;

    /** The numbers of the options. */
    static final int HOST_NAME = 12;

    static final int REQUESTED_ADDRESS = 50;
    static final int TYPE = 53;
    static final int SERVER = 54;

    static final Inet4Address NO_ADDRESS = address(new byte[4]);

    private static final int PADDING = 0;
    private static final int END = 255;
    private static final int MAGIC = 0x63825363;
    private static final int OPTIONS_AT = 240;
    private static final int MAC_AT = 28;
    private static final int SMALLEST = 300;
    private static final short ANSWER_BY_BROADCAST = (short) 0x8000;

    /** Makes what a client without an address sends. */
    static DhcpMessage question(int transaction, MacAddress mac, int type) {
        return new DhcpMessage(false, transaction, mac, NO_ADDRESS, NO_ADDRESS, Map.of(TYPE, new byte[] {(byte) type}));
    }

    DhcpMessage with(int option, byte[] value) {
        Map<Integer, byte[]> more = new TreeMap<>(options);
        more.put(option, value);
        return new DhcpMessage(reply, transaction, mac, clientAddress, offeredAddress, more);
    }

    DhcpMessage withHostName(String name) {
        return with(HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }

    DhcpMessage withClientAddress(Inet4Address address) {
        return new DhcpMessage(reply, transaction, mac, address, offeredAddress, options);
    }

    boolean isReplyTo(DhcpMessage question, int type) {
        byte[] own = options.get(TYPE);
        return reply && transaction == question.transaction && own != null && own.length == 1 && own[0] == type;
    }

    byte[] toBytes() {
        int length =
                options.values().stream().mapToInt(value -> 2 + value.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(SMALLEST, OPTIONS_AT + length + 1));
        byte ethernet = 1;
        byte macLength = 6;
        bytes.put((byte) (reply ? 2 : 1)).put(ethernet).put(macLength).put((byte) 0);
        bytes.putInt(transaction).putShort((short) 0).putShort(ANSWER_BY_BROADCAST);
        bytes.put(clientAddress.getAddress()).put(offeredAddress.getAddress());
        bytes.position(MAC_AT)
                .put(HexFormat.ofDelimiter(":").parseHex(mac.value()))
                .position(OPTIONS_AT - Integer.BYTES)
                .putInt(MAGIC);
        options.forEach((option, value) ->
                bytes.put(option.byteValue()).put((byte) value.length).put(value));
        bytes.put((byte) END);
        return bytes.array();
    }

    /** Reads a message; empty where it is none of DHCP on Ethernet. */
    static Optional<DhcpMessage> parse(byte[] message) {
        if (message.length < OPTIONS_AT || message[1] != 1 || message[2] != 6) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(message);
        if (bytes.getInt(OPTIONS_AT - Integer.BYTES) != MAGIC) {
            return Optional.empty();
        }
        Map<Integer, byte[]> options = new TreeMap<>();
        bytes.position(OPTIONS_AT);
        while (bytes.hasRemaining()) {
            int option = Byte.toUnsignedInt(bytes.get());
            if (option == END) {
                break;
            }
            if (option == PADDING) {
                continue;
            }
            int length = bytes.hasRemaining() ? Byte.toUnsignedInt(bytes.get()) : Integer.MAX_VALUE;
            if (length > bytes.remaining()) {
                return Optional.empty();
            }
            byte[] value = new byte[length];
            bytes.get(value);
            options.put(option, value);
        }
        return Optional.of(new DhcpMessage(
                message[0] == 2,
                bytes.getInt(4),
                new MacAddress(HexFormat.ofDelimiter(":").formatHex(message, MAC_AT, MAC_AT + 6)),
                address(Arrays.copyOfRange(message, 12, 16)),
                address(Arrays.copyOfRange(message, 16, 20)),
                options));
    }

    private static Inet4Address address(byte[] bytes) {
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of four bytes is never refused", e);
        }
    }
}
