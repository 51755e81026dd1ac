package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Set;

/** Frees the ports and sockets on which the base's screen is served. */
final class GraphicsRule implements ElementRule {

    private static final Set<String> SERVED_ON_PORTS = Set.of("vnc", "spice", "rdp");
    private static final List<String> PORTS = List.of("port", "tlsPort", "websocket");

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        if (!element.name().equals("graphics")) {
            return NOT_MINE;
        }
        String type = element.attribute("type").orElse("");
        String name = "graphics " + type;
        if (type.equals("dbus")) {
            element.removeAttribute("address");
            return ElementRule.rewritten(name, "bus is chosen by libvirt");
        }
        if (listensOn("none", element)) {
            boolean served =
                    PORTS.stream().anyMatch(port -> element.attribute(port).isPresent());
            PORTS.forEach(element::removeAttribute);
            return served
                    ? ElementRule.rewritten(name, "listens nowhere: ports are dropped")
                    : ElementRule.kept(name, "listens nowhere");
        }
        if (!SERVED_ON_PORTS.contains(type)) {
            return ElementRule.kept(name, "listens nowhere");
        }
        if (element.attribute("socket").isPresent() || listensOn("socket", element)) {
            // A screen that was not on the network must not come to be on it.
            element.removeAttribute("socket");
            List.of("port", "autoport", "tlsPort", "websocket", "listen").forEach(element::removeAttribute);
            element.removeChildren("listen");
            element.append("listen").setAttribute("type", "socket");
            return ElementRule.rewritten(name, "socket is chosen by libvirt");
        }
        element.removeAttribute("port");
        element.removeAttribute("tlsPort");
        if (element.attribute("websocket").isPresent()) {
            element.setAttribute("websocket", "-1");
        }
        element.setAttribute("autoport", "yes");
        return ElementRule.rewritten(name, "ports are chosen by libvirt");
    }

    private static boolean listensOn(String type, XmlElement graphics) {
        return graphics.children("listen")
                .anyMatch(
                        listen -> listen.attribute("type").filter(type::equals).isPresent());
    }
}
