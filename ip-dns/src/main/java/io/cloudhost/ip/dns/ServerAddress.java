package io.cloudhost.ip.dns;

import io.cloudhost.core.spi.IpLiteral;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a DNS server listens.
 *
 * @param host an address, or a name that this computer can resolve by other means
 * @param port 1 to 65535
 */
record ServerAddress(String host, int port) {

    /** Where DNS servers listen unless they are told otherwise. */
    static final int DNS_PORT = 53;

    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]*)](?::(\\d{1,5}))?");
    private static final Pattern PLAIN = Pattern.compile("([A-Za-z0-9_.-]+)(?::(\\d{1,5}))?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    /** Reads {@code host} or {@code host:port}. */
    static ServerAddress parse(String text, int usualPort) {
        if (text.contains(":") && isAddress(text)) {
            return new ServerAddress(text, usualPort);
        }
        Matcher bracketed = BRACKETED.matcher(text);
        Matcher plain = PLAIN.matcher(text);
        if (bracketed.matches() && isAddress(bracketed.group(1))) {
            return new ServerAddress(bracketed.group(1), port(bracketed).orElse(usualPort));
        }
        if (plain.matches() && (isAddress(plain.group(1)) || isName(plain.group(1)))) {
            return new ServerAddress(plain.group(1), port(plain).orElse(usualPort));
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a server. Write host or host:port, e.g. "
                + "10.0.1.1:53; an IPv6 address with a port as [2001:db8::1]:53");
    }

    private static boolean isAddress(String host) {
        return IpLiteral.parse(host).isPresent();
    }

    private static boolean isName(String host) {
        return !NUMBERS.matcher(host).matches() && !host.startsWith(".");
    }

    private static OptionalInt port(Matcher matcher) {
        String digits = matcher.group(2);
        return digits == null ? OptionalInt.empty() : OptionalInt.of(inRange(Integer.parseInt(digits)));
    }

    private static int inRange(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port must be from 1 to 65535");
        }
        return port;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
