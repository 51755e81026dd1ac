package io.cloudhost.core.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Say who is looked for, and how long a look may take.
 *
 * @param label the host's label
 * @param name the unique name of this instance, e.g. that of the libvirt domain
 * @param uuid the UUID of this instance, which its firmware tells it
 * @param mac the address of the network interface in question; empty where the provider knows none
 * @param remaining the time that is left: a look that takes longer helps nobody
 */
public record IpLookupRequest(String label, String name, UUID uuid, Optional<MacAddress> mac, Duration remaining) {

    /**
     * Return the same request with another time.
     *
     * @param time the time that is left
     * @return the request
     */
    public IpLookupRequest withRemaining(Duration time) {
        return new IpLookupRequest(label, name, uuid, mac, time);
    }
}
