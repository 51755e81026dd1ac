package io.cloudhost.cli;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.HostInventory;
import java.util.ArrayList;
import java.util.List;

/** The places where hosts may be. One that cannot answer is reported, and keeps no other from answering. */
final class Places implements AutoCloseable {

    private final List<HostInventory> inventories;
    private final FailureReporter failures;
    private boolean complete = true;

    Places(List<HostInventory> inventories, FailureReporter failures) {
        this.inventories = List.copyOf(inventories);
        this.failures = failures;
    }

    List<PlacedHost> hosts() {
        List<PlacedHost> hosts = new ArrayList<>();
        for (HostInventory inventory : inventories) {
            try {
                inventory.list().forEach(host -> hosts.add(new PlacedHost(inventory, host)));
            } catch (CloudHostException e) {
                failures.report(e);
                complete = false;
            }
        }
        return hosts;
    }

    /** Tells whether all places have answered so far. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public void close() {
        inventories.forEach(HostInventory::close);
    }
}
