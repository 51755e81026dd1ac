package io.cloudhost.ip.dns;

import io.cloudhost.core.spi.IpLiteral;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a DNS server listens.
 *
 * @param host an address, or a name that this computer can resolve by other means
 * @param port 1 to 65535
 */
record ServerAddress(String host, int port) {

    private static final int DNS_PORT = 53;
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]*)](?::(\\d{1,5}))?");
    private static final Pattern PLAIN = Pattern.compile("([A-Za-z0-9_.-]+)(?::(\\d{1,5}))?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    static ServerAddress parse(String text) {
        if (text.contains(":") && IpLiteral.parse(text).isPresent()) {
            return new ServerAddress(text, DNS_PORT);
        }
        Matcher bracketed = BRACKETED.matcher(text);
        Matcher plain = PLAIN.matcher(text);
        if (bracketed.matches() && isAddress(bracketed.group(1))) {
            return new ServerAddress(bracketed.group(1), port(bracketed));
        }
        if (plain.matches() && (isAddress(plain.group(1)) || isName(plain.group(1)))) {
            return new ServerAddress(plain.group(1), port(plain));
        }
        throw new IllegalArgumentException(
                "not a server. Write host or host:port, e.g. 10.0.1.1:53; an IPv6 address with a port as [2001:db8::1]:53");
    }

    private static boolean isAddress(String host) {
        return IpLiteral.parse(host).isPresent();
    }

    private static boolean isName(String host) {
        return !NUMBERS.matcher(host).matches() && !host.startsWith(".");
    }

    private static int port(Matcher matcher) {
        String digits = matcher.group(2);
        if (digits == null) {
            return DNS_PORT;
        }
        int port = Integer.parseInt(digits);
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
