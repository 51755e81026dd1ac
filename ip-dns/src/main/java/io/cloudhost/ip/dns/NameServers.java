package io.cloudhost.ip.dns;

import io.cloudhost.core.spi.IpLookupException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.lookup.LookupSession;

/** Whom to ask. No session has a cache: what is not there yet must be found as soon as it is there. */
interface NameServers {

    /** Opens a session; nothing needs to be closed. */
    LookupSession session(Duration queryTimeout) throws IpLookupException;

    /** Asks one server for exactly the name that is configured. */
    static NameServers of(ServerAddress server) {
        return new NameServers() {
            @Override
            public LookupSession session(Duration queryTimeout) {
                InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
                if (address.isUnresolved()) {
                    throw IpLookupException.transientFailure(
                            "this computer cannot resolve the name of the DNS server " + server, null);
                }
                SimpleResolver resolver = new SimpleResolver(address);
                resolver.setTimeout(queryTimeout);
                return LookupSession.builder().resolver(resolver).build();
            }

            @Override
            public String toString() {
                return server.toString();
            }
        };
    }

    /** Asks as this computer does: its servers, its search path. */
    static NameServers ofSystem() {
        return new NameServers() {
            @Override
            public LookupSession session(Duration queryTimeout) {
                ResolverConfig config = ResolverConfig.getCurrentConfig();
                ExtendedResolver resolver = new ExtendedResolver();
                // The engine asks again; nobody else shall.
                resolver.setRetries(1);
                resolver.setTimeout(queryTimeout);
                return LookupSession.builder()
                        .resolver(resolver)
                        .searchPath(config.searchPath())
                        .ndots(config.ndots())
                        .build();
            }

            @Override
            public String toString() {
                return "the DNS servers of this computer";
            }
        };
    }
}
