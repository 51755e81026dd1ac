package io.cloudhost.core.spi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Read addresses that are written as numbers. Never asks a name service, whatever the text is. */
public final class IpLiteral {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    /** Not exact; but with a colon among these characters, the JDK takes a text for an IPv6 address or for nothing. */
    private static final Pattern IPV6_CANDIDATE = Pattern.compile("(?=.*:)[0-9A-Fa-f:][0-9A-Fa-f:.]*");

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
}
