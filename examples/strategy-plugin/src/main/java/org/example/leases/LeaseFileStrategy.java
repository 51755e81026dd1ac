package org.example.leases;

import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.core.spi.MacAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads lines of dnsmasq: when the lease ends, the MAC address, the IP address, the host's name, the client's identifier. */
final class LeaseFileStrategy implements IpLookupStrategy {

    private final Path file;
    private volatile boolean closed;

    LeaseFileStrategy(Path file) {
        this.file = file;
    }

    @Override
    public Optional<InetAddress> lookup(IpLookupRequest request) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split(" "))
                    .filter(lease -> lease.length > 2 && isOf(request, lease[1]))
                    .flatMap(lease -> IpLiteral.parse(lease[2]).stream())
                    .filter(address -> request.objectionTo(address).isEmpty())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            throw IpLookupException.transientFailure("cannot read the leases in " + file + ": " + e, e);
        }
    }

    private static boolean isOf(IpLookupRequest request, String mac) {
        return request.mac().map(MacAddress::toString).filter(mac::equalsIgnoreCase).isPresent();
    }

    @Override
    public String question(IpLookupRequest request) {
        return "the leases in " + file;
    }

    @Override
    public void close() {
        closed = true;
    }
}
