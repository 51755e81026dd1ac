package io.cloudhost.cli;

import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;

/**
 * A host and the place where it is.
 *
 * @param inventory the place
 * @param host the host
 */
record PlacedHost(HostInventory inventory, HostRecord host) {

    String place() {
        return inventory.place();
    }

    void remove() {
        inventory.remove(host.name());
    }
}
