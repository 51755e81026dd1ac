package io.cloudhost.ip.fixed;

import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code ip} may be: an address that is there already, or a name that a resolver must be asked about. */
sealed interface ConfiguredAddress {

    /** Gives the address; never empty. */
    Optional<InetAddress> resolve() throws IpLookupException;

    static ConfiguredAddress parse(String text) {
        return IpLiteral.parse(text)
                .<ConfiguredAddress>map(Literal::new)
                .orElseGet(() -> new HostName(text, InetAddress::getByName));
    }

    record Literal(InetAddress address) implements ConfiguredAddress {

        @Override
        public Optional<InetAddress> resolve() {
            return Optional.of(address);
        }
    }

    /** The platform's resolver cannot be interrupted; it has limits of its own. */
    record HostName(String name, Resolver resolver) implements ConfiguredAddress {

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
        public Optional<InetAddress> resolve() {
            try {
                return Optional.of(resolver.resolve(name));
            } catch (UnknownHostException e) {
                throw IpLookupException.transientFailure("this computer cannot resolve the name \"" + name + "\"", e);
            }
        }
    }

    /** Resolves a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress resolve(String name) throws UnknownHostException;
    }
}
