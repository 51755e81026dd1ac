package io.cloudhost.core.spi;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Read and write addresses as numbers. Never asks a name service, whatever the text is. */
public final class IpLiteral {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    /** Not exact; but with a colon among these characters, the JDK takes a text for an IPv6 address or for nothing. */
    private static final Pattern IPV6_CANDIDATE = Pattern.compile("(?=.*:)[0-9A-Fa-f:][0-9A-Fa-f:.]*");

    private static final int GROUPS = 8;

    private IpLiteral() {}

    /**
     * Read an address.
     *
     * @param text e.g. {@code 10.0.1.35} or {@code 2001:db8::35}; without brackets, zone or white space
     * @return the address, or empty where the text is anything else
     */
    public static Optional<InetAddress> parse(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6_CANDIDATE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            // It only looked like an IPv6 address.
            return Optional.empty();
        }
    }

    /**
     * Write an address in its usual form: IPv6 with its longest row of zeros left out, as
     * <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a> has it.
     *
     * @param address the address; a zone is left out
     * @return e.g. {@code 10.0.1.35} or {@code 2001:db8::35}
     */
    public static String format(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        int[] groups = IntStream.range(0, GROUPS)
                .map(group -> bytes.getShort() & 0xffff)
                .toArray();
        int start = 0;
        int length = 0;
        for (int group = 0; group < GROUPS; group++) {
            int zeros = zerosFrom(group, groups);
            if (zeros > length) {
                start = group;
                length = zeros;
            }
        }
        // A single zero is written.
        return length < 2
                ? join(groups, 0, GROUPS)
                : join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
    }

    private static int zerosFrom(int start, int[] groups) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String join(int[] groups, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(group -> Integer.toHexString(groups[group]))
                .collect(Collectors.joining(":"));
    }
}
