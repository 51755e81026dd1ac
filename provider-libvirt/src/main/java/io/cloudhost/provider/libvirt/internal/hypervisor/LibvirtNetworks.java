package io.cloudhost.provider.libvirt.internal.hypervisor;

import java.util.Set;
import org.libvirt.Connect;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.Network;

/** The networks of one connection. Each handle is freed by the method that looked it up. */
final class LibvirtNetworks {

    private static final Set<ErrorNumber> NOT_THERE = Set.of(ErrorNumber.VIR_ERR_NO_NETWORK);

    private final Connect connect;

    LibvirtNetworks(Connect connect) {
        this.connect = connect;
    }

    boolean isStarted(String name) {
        return LibvirtCall.find("look at the network '" + name + "'", NOT_THERE, () -> {
                    Network network = connect.networkLookupByName(name);
                    try {
                        return network.isActive() == 1;
                    } finally {
                        network.free();
                    }
                })
                .orElse(false);
    }
}
