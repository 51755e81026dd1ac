package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gives every network interface an address of its own, and drops what ties it to the base's port on a switch. */
final class InterfaceRule implements ElementRule {

    private static final Set<String> HOST_DEVICES = Set.of("vhostuser", "hostdev", "vdpa");

    /** Each has an end that only one domain can be at. */
    private static final Set<String> ONE_END = Set.of("server", "client", "udp", "vds");

    /** Identify one port of a virtual switch; libvirt makes new ones. A profile is not of one port. */
    private static final List<String> PORT_IDS = List.of("interfaceid", "instanceid");

    /** Tell a packet filter which addresses are the base's; without them it learns the clone's. */
    private static final Set<String> ADDRESSES = Set.of("ip", "ipv6", "mac");

    /** Tell it which addresses are those of others, by the names that libvirt's own filters have for them. */
    private static final Set<String> ADDRESSES_OF_OTHERS = Set.of("dhcpserver", "dhcpserverv6", "gateway_mac");

    /** IPv4, IPv6, and a MAC address with colons or with hyphens. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}"
            + "|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*|[0-9a-fA-F]{1,2}(-[0-9a-fA-F]{1,2}){5}");

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
        List<String> dropped = new ArrayList<>();
        if (dropDeviceName(element)) {
            dropped.add("device name");
        }
        if (dropPort(element)) {
            dropped.add("port of the switch");
        }
        if (dropAll(List.of("logFile"), element.children("backend"))) {
            dropped.add("log file");
        }
        if (dropFilteredAddresses(element)) {
            dropped.add("addresses in the packet filter");
        }
        String others = dropped.isEmpty() ? "" : "; without the base's " + String.join(", ", dropped);
        return ElementRule.rewritten(name, "MAC " + own.mac() + others);
    }

    /** Who makes the device is said in the same place as its name. */
    private static boolean dropDeviceName(XmlElement element) {
        boolean named = dropAll(List.of("dev"), element.children("target"));
        element.children("target")
                .filter(target -> target.attributes().isEmpty())
                .forEach(XmlElement::remove);
        return named;
    }

    private static boolean dropPort(XmlElement element) {
        boolean onNetwork = dropAll(List.of("portid"), element.children("source"));
        Stream<XmlElement> parameters = element.children("virtualport").flatMap(port -> port.children("parameters"));
        return dropAll(PORT_IDS, parameters) || onNetwork;
    }

    private static boolean dropFilteredAddresses(XmlElement element) {
        List<XmlElement> addresses = element.children("filterref")
                .flatMap(filter -> filter.children("parameter"))
                .filter(InterfaceRule::isAddress)
                .toList();
        addresses.forEach(XmlElement::remove);
        return !addresses.isEmpty();
    }

    /** Returns whether there were any. */
    private static boolean dropAll(List<String> attributes, Stream<XmlElement> elements) {
        List<XmlElement> having = elements.filter(each -> attributes.stream()
                        .anyMatch(name -> each.attribute(name).isPresent()))
                .toList();
        having.forEach(each -> attributes.forEach(each::removeAttribute));
        return !having.isEmpty();
    }

    /** Filters of one's own have names of their own for the base's addresses. */
    private static boolean isAddress(XmlElement parameter) {
        String name = parameter.attribute("name").orElse("").toLowerCase(Locale.ROOT);
        return ADDRESSES.contains(name)
                || (!ADDRESSES_OF_OTHERS.contains(name)
                        && parameter
                                .attribute("value")
                                .filter(value -> ADDRESS.matcher(value).matches())
                                .isPresent());
    }
}
