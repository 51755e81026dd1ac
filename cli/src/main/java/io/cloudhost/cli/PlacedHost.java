package io.cloudhost.cli;

import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import io.cloudhost.core.spi.Owner;

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

    /** Returns whose it is, for people. */
    String owner() {
        return nameOf(host.owner());
    }

    /** Returns e.g. {@code ada@build-box}. */
    static String nameOf(Owner owner) {
        return owner.user() + "@" + owner.machine();
    }

    void remove() {
        inventory.remove(host.name());
    }
}
