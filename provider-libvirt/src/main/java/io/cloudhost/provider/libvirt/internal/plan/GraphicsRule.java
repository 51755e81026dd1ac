package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Optional;

/** Frees the ports and sockets on which the base's screen is served. */
final class GraphicsRule implements ElementRule {

    @Override
    public Optional<Decision> apply(XmlElement element, Draft draft) {
        if (!element.name().equals("graphics")) {
            return Optional.empty();
        }
        String type = element.attribute("type").orElse("");
        String name = "graphics " + type;
        if (type.equals("egl-headless") || type.equals("sdl") || type.equals("desktop")) {
            return ElementRule.kept(name, "listens nowhere");
        }
        List.of("port", "tlsPort", "websocket", "socket").forEach(element::removeAttribute);
        element.setAttribute("autoport", "yes");
        element.children("listen").forEach(listen -> listen.removeAttribute("socket"));
        return ElementRule.rewritten(name, "ports are chosen by libvirt");
    }
}
