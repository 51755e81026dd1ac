package io.cloudhost.api;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.HostInventory;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the inventories of the places that hosts are made at. */
final class Inventories {

    private static final Logger LOG = LoggerFactory.getLogger(Inventories.class);

    private final HostDefinitions definitions;

    @Inject
    Inventories(HostDefinitions definitions) {
        this.definitions = definitions;
    }

    /** Opens the one of a host's place. */
    HostInventory open(String label) {
        DefinedHost host = definitions.define(label);
        return find(host)
                .orElseThrow(() -> new CloudHostException(
                        label + ": the provider '" + host.provider().name() + "' makes nothing that could be listed"));
    }

    /** Opens the one of a host's place, if its provider has any. */
    Optional<HostInventory> find(String label) {
        return find(definitions.define(label));
    }

    private static Optional<HostInventory> find(DefinedHost host) {
        return host.provider().instance().inventory(host.definition());
    }

    /** Opens one for each place of these hosts; where one cannot be opened, closes all the others. */
    List<HostInventory> openAll(Collection<String> labels) {
        Map<Place, HostInventory> opened = new LinkedHashMap<>();
        try {
            for (String label : labels) {
                if (definitions.isNoHost(label)) {
                    LOG.debug("{} is taken for no host: no provider claims it", label);
                } else {
                    add(opened, definitions.define(label));
                }
            }
            return List.copyOf(opened.values());
        } catch (RuntimeException | Error e) {
            opened.values().forEach(inventory -> close(inventory, e));
            throw e;
        }
    }

    /** The provider belongs to it: two of them may call different places the same. */
    private record Place(String provider, String name) {}

    private static void add(Map<Place, HostInventory> opened, DefinedHost host) {
        Optional<HostInventory> inventory = find(host);
        if (inventory.isEmpty()) {
            return;
        }
        HostInventory another = inventory.get();
        boolean kept = false;
        try {
            kept = opened.putIfAbsent(new Place(host.provider().name(), another.place()), another) == null;
        } finally {
            if (!kept) {
                another.close();
            }
        }
    }

    private static void close(HostInventory inventory, Throwable failure) {
        try {
            inventory.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
