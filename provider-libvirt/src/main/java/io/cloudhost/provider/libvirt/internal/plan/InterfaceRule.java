package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Gives every network interface an address of its own, and drops what ties it to the base's port on a switch. */
final class InterfaceRule implements ElementRule {

    private static final Set<String> HOST_DEVICES = Set.of("vhostuser", "hostdev", "vdpa");

    /** Each has an end that only one domain can be at. */
    private static final Set<String> ONE_END = Set.of("server", "client", "udp", "vds");

    /** Identify one port of a virtual switch; libvirt makes new ones. A profile is not of one port. */
    private static final List<String> PORT_IDS = List.of("interfaceid", "instanceid");

    /** Tell a packet filter which addresses are the base's; without them it learns the clone's. */
    private static final Set<String> ADDRESSES = Set.of("ip", "ipv6", "mac");

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        if (!element.name().equals("interface")) {
            return NOT_MINE;
        }
        NetworkSource network = NetworkSource.of(element);
        String name = "interface on " + network;
        if (HOST_DEVICES.contains(network.kind())) {
            return draft.hostDevice(
                    element, name, "an interface of type '" + network.kind() + "' is a device, which has one owner");
        }
        return obstacle(element, network)
                .map(reason -> ElementRule.refused(name, reason, "use an interface on a network or a bridge"))
                .orElseGet(() -> rewritten(element, network, name, draft));
    }

    /** Returns what only one domain can have, if there is such a thing. */
    private static Optional<String> obstacle(XmlElement element, NetworkSource network) {
        if (ONE_END.contains(network.kind())) {
            return Optional.of("an interface of type '" + network.kind() + "' is one end of a fixed connection");
        }
        if (element.child("target")
                .flatMap(target -> target.attribute("managed"))
                .filter("no"::equals)
                .isPresent()) {
            return Optional.of("its device was made for the base, and libvirt makes no other");
        }
        if (element.child("source")
                .flatMap(source -> source.attribute("mode"))
                .filter("passthrough"::equals)
                .isPresent()) {
            return Optional.of("it takes the hypervisor's device for itself");
        }
        if (element.children("virtualport")
                .flatMap(port -> port.attribute("type").stream())
                .anyMatch("midonet"::equals)) {
            return Optional.of("its port on the virtual switch was made for the base");
        }
        if (element.child("portForward").isPresent()) {
            return Optional.of("it forwards fixed ports of the hypervisor");
        }
        if (element.child("source").flatMap(source -> source.child("ip")).isPresent()
                || (element.child("ip").isPresent() && !network.kind().equals("user"))) {
            return Optional.of("it has a fixed IP address");
        }
        return Optional.empty();
    }

    private static List<Decision> rewritten(XmlElement element, NetworkSource network, String name, Draft draft) {
        CloneInterface own = draft.interfaceOn(network);
        XmlElement mac = element.childOrNew("mac");
        mac.setAttribute("address", own.mac().toString());
        mac.removeAttribute("check");
        element.removeChildren("target");
        element.child("source").ifPresent(source -> source.removeAttribute("portid"));
        element.child("backend").ifPresent(backend -> backend.removeAttribute("logFile"));
        element.children("virtualport")
                .flatMap(port -> port.children("parameters"))
                .forEach(parameters -> PORT_IDS.forEach(parameters::removeAttribute));
        element.children("filterref")
                .flatMap(filter -> filter.children("parameter"))
                .filter(InterfaceRule::isAddress)
                .toList()
                .forEach(XmlElement::remove);
        return ElementRule.rewritten(name, "MAC " + own.mac());
    }

    private static boolean isAddress(XmlElement parameter) {
        return parameter
                .attribute("name")
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(ADDRESSES::contains)
                .isPresent();
    }
}
