package io.cloudhost.provider.libvirt.corpus;

import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/** Where serial ports, consoles, channels and the like lead to. That a path is not the base's is left to the paths. */
final class CharacterDeviceCheck {

    private static final List<String> PLACES = List.of(
            "devices/serial",
            "devices/parallel",
            "devices/console",
            "devices/channel",
            "devices/redirdev",
            "devices/smartcard");
    private static final Set<String> OF_ONE_MACHINE = Set.of("dev", "pipe", "nmdm", "tcp", "udp");

    private CharacterDeviceCheck() {}

    static void check(Comparison comparison) {
        for (String place : PLACES) {
            Xml.children(comparison.cloned(), place).forEach(device -> checkDevice(comparison, device));
        }
        Xml.children(comparison.cloned(), "devices/rng/backend").stream()
                .filter(backend ->
                        Xml.children(backend, "source").stream().anyMatch(source -> Xml.has(source, "mode", "bind")))
                .forEach(backend -> comparison.report(backend, "listens on a fixed address"));
    }

    private static void checkDevice(Comparison comparison, Element device) {
        String type = device.getAttribute("type");
        if (OF_ONE_MACHINE.contains(type)) {
            comparison.report(device, "leads to where only one machine can be: " + type);
        }
        List<Element> sources = Xml.children(device, "source");
        sources.stream()
                .filter(source -> type.equals("unix") && Xml.has(source, "mode", "connect"))
                .forEach(source -> comparison.report(source, "connects to " + source.getAttribute("path")));
        if (type.equals("file") && sources.stream().noneMatch(source -> source.hasAttribute("path"))) {
            comparison.report(device, "has no file");
        }
        Xml.children(device, "log").stream()
                .filter(log -> !log.hasAttribute("file"))
                .forEach(log -> comparison.report(log, "has no file"));
    }
}
