package io.cloudhost.ip.fixed;

import io.cloudhost.core.spi.AddressFamily;
import io.cloudhost.core.spi.BoundedCalls;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Answers with what this computer resolves a name to, at each look anew. */
final class HostNameIpLookupStrategy implements IpLookupStrategy {

    private final String name;
    private final Resolver resolver;
    private final BoundedCalls calls = new BoundedCalls("cloudhost-static-lookup");

    HostNameIpLookupStrategy(String name, Resolver resolver) {
        this.name = name;
        this.resolver = resolver;
    }

    @Override
    public Optional<InetAddress> lookup(IpLookupRequest request) throws IpLookupException, InterruptedException {
        List<InetAddress> addresses = resolve(request.remaining());
        List<InetAddress> usable = addresses.stream()
                .filter(address -> request.objectionTo(address).isEmpty())
                .toList();
        if (usable.isEmpty()) {
            throw IpLookupException.transientFailure(
                    "this computer resolves the name \"" + name + "\" to "
                            + addresses.stream()
                                    .map(address -> IpLiteral.format(address)
                                            + request.objectionTo(address)
                                                    .map(objection -> ", which is " + objection)
                                                    .orElse(""))
                                    .collect(Collectors.joining("; ")),
                    null);
        }
        return usable.stream()
                .filter(AddressFamily.IPV4::includes)
                .findFirst()
                .or(() -> usable.stream().findFirst());
    }

    @Override
    public String question(IpLookupRequest request) {
        return "the name \"" + name + "\", as this computer resolves it";
    }

    @Override
    public void close() {
        calls.close();
    }

    private List<InetAddress> resolve(Duration limit) throws InterruptedException {
        try {
            return calls.call(limit, () -> List.of(resolver.resolve(name)));
        } catch (TimeoutException e) {
            throw IpLookupException.transientFailure(
                    "this computer did not resolve the name \"" + name + "\" within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                // It may be unknown, or the name service out of reach: the JDK does not tell.
                throw IpLookupException.transientFailure(
                        "this computer cannot resolve the name \"" + name + "\"", unknown);
            }
            throw new IllegalStateException("resolving the name \"" + name + "\" failed unexpectedly", e.getCause());
        }
    }
}
