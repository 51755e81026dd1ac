package io.cloudhost.provider.libvirt;

import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.IpLiteral;

/**
 * Where a clone is reached: directly, at the address that was found.
 *
 * @param address knows the address
 */
record CloneEndpoint(FindAddress address) implements GuestEndpoint {

    @Override
    public String hostName() {
        return IpLiteral.format(address.found());
    }

    @Override
    public int port(int port) {
        return port;
    }

    @Override
    public boolean isNew() {
        return true;
    }
}
