package io.cloudhost.ip.fixed;

import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.net.InetAddress;
import java.util.Optional;

/** Answers with one address, whoever is looked for. */
final class LiteralIpLookupStrategy implements IpLookupStrategy {

    private final InetAddress address;
    private volatile boolean closed;

    LiteralIpLookupStrategy(InetAddress address) {
        this.address = address;
    }

    @Override
    public Optional<InetAddress> lookup(IpLookupRequest request) throws IpLookupException {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        request.objectionTo(address).ifPresent(objection -> {
            throw IpLookupException.permanentFailure(IpLiteral.format(address) + " is " + objection, null);
        });
        return Optional.of(address);
    }

    @Override
    public String question(IpLookupRequest request) {
        return IpLiteral.format(address);
    }

    @Override
    public Optional<InetAddress> fixedAddress() {
        return Optional.of(address);
    }

    @Override
    public void close() {
        closed = true;
    }
}
