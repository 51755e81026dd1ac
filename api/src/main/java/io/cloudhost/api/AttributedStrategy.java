package io.cloudhost.api;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A strategy that names its jar where it turns out, at a look, that it cannot be linked.
 *
 * @param strategy asked
 * @param where its plugin, and the jar that this is in
 */
record AttributedStrategy(IpLookupStrategy strategy, String where) implements IpLookupStrategy {

    @Override
    public Optional<InetAddress> lookup(IpLookupRequest request) throws IpLookupException, InterruptedException {
        try {
            return strategy.lookup(request);
        } catch (LinkageError e) {
            throw IpLookupException.permanentFailure(new BrokenPlugin(where, e).toString(), e);
        }
    }

    @Override
    public String question(IpLookupRequest request) {
        return strategy.question(request);
    }

    @Override
    public Optional<InetAddress> fixedAddress() {
        return strategy.fixedAddress();
    }

    @Override
    public void close() {
        strategy.close();
    }
}
