package io.cloudhost.cli;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.HostInventory;
import io.cloudhost.core.spi.HostRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The places where hosts may be. One that cannot answer is reported, and keeps no other from answering. */
final class Places implements AutoCloseable {

    private final List<HostInventory> inventories;
    private final FailureReporter failures;
    private boolean complete = true;

    Places(List<HostInventory> inventories, FailureReporter failures) {
        this.inventories = List.copyOf(inventories);
        this.failures = failures;
    }

    /** Returns all hosts, each once: one hypervisor may be named by several URLs. */
    List<PlacedHost> hosts() {
        Map<HostRecord.Identity, PlacedHost> hosts = new LinkedHashMap<>();
        for (HostInventory inventory : inventories) {
            try {
                inventory.list().forEach(host -> hosts.putIfAbsent(host.identity(), new PlacedHost(inventory, host)));
            } catch (CloudHostException e) {
                failures.report(e);
                complete = false;
            }
        }
        return List.copyOf(hosts.values());
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
