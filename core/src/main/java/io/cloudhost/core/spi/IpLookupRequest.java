package io.cloudhost.core.spi;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Say who is looked for, which addresses will do, and how long a look may take.
 *
 * @param label the host's label
 * @param name the unique name of this instance, e.g. that of the libvirt domain
 * @param uuid the UUID of this instance, which its firmware tells it
 * @param mac the address of the network interface in question; empty where the provider knows none
 * @param remaining the time that is left: a look that takes longer helps nobody
 * @param family which addresses are wanted
 * @param reports what the provider itself can tell of the host's addresses
 */
public record IpLookupRequest(
        String label,
        String name,
        UUID uuid,
        Optional<MacAddress> mac,
        Duration remaining,
        AddressFamily family,
        AddressReports reports) {

    /**
     * Make a request for any address of a host whose provider knows of none.
     *
     * @param label the host's label
     * @param name the unique name of this instance
     * @param uuid the UUID of this instance
     * @param mac the address of the network interface in question
     * @param remaining the time that is left
     */
    public IpLookupRequest(String label, String name, UUID uuid, Optional<MacAddress> mac, Duration remaining) {
        this(label, name, uuid, mac, remaining, AddressFamily.ANY, AddressReports.NONE);
    }

    /**
     * Return the same request with another time.
     *
     * @param time the time that is left
     * @return the request
     */
    public IpLookupRequest withRemaining(Duration time) {
        return new IpLookupRequest(label, name, uuid, mac, time, family, reports);
    }

    /**
     * Return the same request for other addresses.
     *
     * @param wanted which addresses are wanted
     * @return the request
     */
    public IpLookupRequest withFamily(AddressFamily wanted) {
        return new IpLookupRequest(label, name, uuid, mac, remaining, wanted, reports);
    }

    /**
     * Return the same request with other reports.
     *
     * @param known what the provider itself can tell of the host's addresses
     * @return the request
     */
    public IpLookupRequest withReports(AddressReports known) {
        return new IpLookupRequest(label, name, uuid, mac, remaining, family, known);
    }

    /**
     * Tell why an address cannot be the answer. The engine takes none that has an objection; a strategy that knows several
     * addresses chooses one that has none.
     *
     * @param address the address
     * @return what it is instead, e.g. {@code a loopback address}; empty where it is as good as any
     */
    public Optional<String> objectionTo(InetAddress address) {
        Optional<String> flaw = AddressFlaw.of(address).map(AddressFlaw::toString);
        if (flaw.isPresent() || family.includes(address)) {
            return flaw;
        }
        return Optional.of(family == AddressFamily.IPV4 ? "not an IPv4 address" : "not an IPv6 address");
    }

    /**
     * Return the request without the provider's object in it.
     *
     * @return for people
     */
    @Override
    public String toString() {
        return name + mac.map(address -> " with MAC " + address).orElse("");
    }
}
