package io.cloudhost.core.spi;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Tell what the place where a host runs knows of its addresses. Implemented by providers, asked by the strategy
 * {@code hypervisor}.
 */
@FunctionalInterface
public interface AddressReports {

    /** What a provider has that knows of no addresses. */
    AddressReports NONE = source -> {
        throw IpLookupException.permanentFailure("this provider does not know the addresses of its hosts", null);
    };

    /** Name where the knowledge comes from. The names are the words of the settings. */
    enum Source {
        /** The leases of the place's own DHCP server. */
        LEASE,
        /** An agent in the guest, which lists all addresses of all interfaces. */
        AGENT,
        /** The place's table of neighbours: who has talked to it lately, whatever server gave the address. */
        ARP
    }

    /**
     * Describe an address.
     *
     * @param mac the network interface that has it; empty where that is not told
     * @param address the address, of whatever kind
     */
    record Report(Optional<MacAddress> mac, InetAddress address) {}

    /**
     * Ask one source. May block for as long as the place takes to answer, and need not heed an interrupt.
     *
     * @param source whom to ask
     * @return what it knows, the oldest first where it knows an order; empty for "nothing yet"
     * @throws IpLookupException {@linkplain IpLookupException#permanentFailure permanent} where this host will never have
     *     such a source, {@linkplain IpLookupException#transientFailure transient} where it did not answer this time
     */
    List<Report> ask(Source source) throws IpLookupException;
}
