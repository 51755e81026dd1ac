package io.cloudhost.ip.fixed;

import io.cloudhost.core.spi.AddressFlaw;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** What {@code ip} may be: an address that is there already, or a name that a resolver must be asked about. */
sealed interface ConfiguredAddress {

    /** Makes the strategy that answers with it. */
    IpLookupStrategy strategy(Resolver resolver);

    static ConfiguredAddress parse(String text) {
        return IpLiteral.parse(text).<ConfiguredAddress>map(Literal::new).orElseGet(() -> new HostName(text));
    }

    /** An address; not one that no machine can be reached at. */
    record Literal(InetAddress address) implements ConfiguredAddress {

        public Literal {
            AddressFlaw.of(address).ifPresent(flaw -> {
                throw new IllegalArgumentException(flaw + ", which no other machine is reached at");
            });
        }

        @Override
        public IpLookupStrategy strategy(Resolver resolver) {
            return new LiteralIpLookupStrategy(address);
        }
    }

    /** A name that may have addresses. */
    record HostName(String name) implements ConfiguredAddress {

        private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
        private static final Pattern FORM = Pattern.compile(LABEL + "(\\." + LABEL + ")*\\.?");
        /** No top-level domain is a number, so this is an address with a mistake. A resolver might take it for one. */
        private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX]\\p{XDigit}*)\\.?");

        public HostName {
            if (!FORM.matcher(name).matches() || ENDS_IN_NUMBER.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "neither an address nor a host name. Write one of them alone, e.g. 10.0.1.35 or 2001:db8::35");
            }
        }

        @Override
        public IpLookupStrategy strategy(Resolver resolver) {
            return new HostNameIpLookupStrategy(name, resolver);
        }
    }
}
