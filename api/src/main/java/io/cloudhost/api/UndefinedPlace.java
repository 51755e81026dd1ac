package io.cloudhost.api;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import java.util.List;

/**
 * Stands for the place of a host that is not configured properly, so that the places of the others can be used.
 *
 * @param place the host's label: nothing else is known
 * @param failure what is wrong with the host
 */
record UndefinedPlace(String place, ConfigurationException failure) implements HostInventory {

    @Override
    public List<HostRecord> list() {
        throw failure;
    }

    @Override
    public void remove(String name) {
        throw failure;
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
