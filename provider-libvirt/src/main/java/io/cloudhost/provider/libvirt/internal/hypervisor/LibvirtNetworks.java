package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.Optional;
import java.util.Set;
import org.libvirt.Connect;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.Interface;
import org.libvirt.Network;

/** The networks of one connection. Each handle is freed by the method that looked it up. */
final class LibvirtNetworks {

    private static final Set<ErrorNumber> NOT_THERE = Set.of(ErrorNumber.VIR_ERR_NO_NETWORK);

    private static final Set<ErrorNumber> NO_INTERFACE = Set.of(ErrorNumber.VIR_ERR_NO_INTERFACE);

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

    Optional<Hypervisor.Network> network(String name) {
        return LibvirtCall.find("look at the network '" + name + "'", NOT_THERE, () -> {
            Network network = connect.networkLookupByName(name);
            try {
                XmlElement xml = XmlElement.parse(network.getXMLDesc(0));
                return new Hypervisor.Network(
                        name,
                        network.isActive() == 1,
                        network.getAutostart(),
                        xml.children("ip").anyMatch(LibvirtNetworks::givesAddresses),
                        nameServer(xml));
            } finally {
                network.free();
            }
        });
    }

    /** Returns empty where this libvirt knows nothing of its machine's interfaces. */
    Optional<Boolean> hasInterface(String name) {
        try {
            return Optional.of(LibvirtCall.find("look up the interface " + name, NO_INTERFACE, () -> {
                        Interface found = connect.interfaceLookupByName(name);
                        found.free();
                        return true;
                    })
                    .orElse(false));
        } catch (HypervisorException e) {
            if (e.isUnsupported()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean givesAddresses(XmlElement ip) {
        return ip.children("dhcp")
                .anyMatch(dhcp ->
                        dhcp.child("range").isPresent() || dhcp.child("host").isPresent());
    }

    private static Optional<String> nameServer(XmlElement network) {
        boolean off = network.child("dns")
                .flatMap(dns -> dns.attribute("enable"))
                .filter("no"::equals)
                .isPresent();
        return off
                ? Optional.empty()
                : network.children("ip")
                        .flatMap(ip -> ip.attribute("address").stream())
                        .findFirst();
    }
}
