package io.cloudhost.api;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.spi.HostInventory;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    static Optional<HostInventory> find(DefinedHost host) {
        return host.provider().call(provider -> provider.inventory(host.definition()));
    }

    /**
     * Opens one for each place of these hosts; where one cannot be opened, closes all the others.
     *
     * @return also one that always fails for each host that is not configured properly
     */
    List<HostInventory> openAll(Collection<String> labels) {
        List<HostInventory> opened = new ArrayList<>();
        Set<Place> places = new HashSet<>();
        try {
            for (String label : labels) {
                openAnother(label, places).ifPresent(opened::add);
            }
            return List.copyOf(opened);
        } catch (RuntimeException | Error e) {
            opened.forEach(inventory -> close(inventory, e));
            throw e;
        }
    }

    /** The provider belongs to it: two of them may call different places the same. */
    record Place(String provider, String name) {

        static Place of(DefinedHost host, HostInventory inventory) {
            return new Place(host.provider().name(), inventory.place());
        }
    }

    /** Opens the one of a host's place, unless that is among the places already. */
    private Optional<HostInventory> openAnother(String label, Set<Place> places) {
        try {
            if (definitions.isNoHost(label)) {
                LOG.debug("{} is taken for no host: no provider claims it", label);
                return Optional.empty();
            }
            DefinedHost host = definitions.define(label);
            return find(host).filter(inventory -> isAnother(inventory, host, places));
        } catch (ConfigurationException e) {
            return Optional.of(new UndefinedPlace(label, e));
        }
    }

    private static boolean isAnother(HostInventory inventory, DefinedHost host, Set<Place> places) {
        boolean another = false;
        try {
            another = places.add(Place.of(host, inventory));
        } finally {
            if (!another) {
                inventory.close();
            }
        }
        return another;
    }

    private static void close(HostInventory inventory, Throwable failure) {
        try {
            inventory.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
