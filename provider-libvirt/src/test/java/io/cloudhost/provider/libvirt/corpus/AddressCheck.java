package io.cloudhost.provider.libvirt.corpus;

import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/** Addresses that only one machine can have, on the host or on its networks. */
final class AddressCheck {

    private static final List<String> PORTS = List.of("port", "tlsPort", "websocket");
    private static final Set<String> FREE = Set.of("-1", "0");
    private static final Set<String> WITHOUT_PORT = Set.of("socket", "none");
    private static final Set<String> OF_ONE_MACHINE = Set.of("IP", "IPV6", "MAC");

    private AddressCheck() {}

    static void check(Comparison comparison) {
        Xml.children(comparison.cloned(), "devices/graphics").forEach(graphics -> checkGraphics(comparison, graphics));
        Xml.children(comparison.cloned(), "devices/vsock/cid").stream()
                .filter(cid -> cid.hasAttribute("address") && !Xml.has(cid, "auto", "yes"))
                .forEach(cid -> comparison.report(cid, "address", "is fixed: " + cid.getAttribute("address")));
        Xml.children(comparison.cloned(), "devices/interface").forEach(each -> checkInterface(comparison, each));
    }

    private static void checkGraphics(Comparison comparison, Element graphics) {
        PORTS.stream()
                .filter(port -> graphics.hasAttribute(port) && !FREE.contains(graphics.getAttribute(port)))
                .forEach(port -> comparison.report(graphics, port, "is fixed: " + graphics.getAttribute(port)));
        boolean listensOnPort = Xml.children(graphics, "listen").stream()
                .noneMatch(listen -> WITHOUT_PORT.contains(listen.getAttribute("type")));
        if (Xml.has(graphics, "autoport", "no") && listensOnPort) {
            comparison.report(graphics, "autoport", "leaves it without a port");
        }
        if (Xml.has(graphics, "type", "dbus") && graphics.hasAttribute("address")) {
            comparison.report(graphics, "address", "is fixed: " + graphics.getAttribute("address"));
        }
    }

    private static void checkInterface(Comparison comparison, Element element) {
        Xml.children(element, "portForward").forEach(forward -> comparison.report(forward, "takes ports of the host"));
        Xml.children(element, "filterref/parameter").stream()
                .filter(parameter -> OF_ONE_MACHINE.contains(parameter.getAttribute("name")))
                .forEach(parameter -> comparison.report(parameter, "allows one address only"));
        // The host's side of the wire, or the machine's own address; that of a user's network is in it alone.
        List<String> fixed = Xml.has(element, "type", "user") ? List.of("source/ip") : List.of("source/ip", "ip");
        fixed.stream()
                .flatMap(place -> Xml.children(element, place).stream())
                .forEach(ip -> comparison.report(ip, "is fixed: " + ip.getAttribute("address")));
    }
}
