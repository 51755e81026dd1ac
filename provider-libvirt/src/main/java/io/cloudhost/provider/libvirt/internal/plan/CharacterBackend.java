package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the hypervisor's end of one character device the clone's own. */
final class CharacterBackend {

    /** These have nothing outside the domain that two domains could share. */
    private static final Set<String> OWN =
            Set.of("pty", "null", "vc", "stdio", "spicevmc", "spiceport", "qemu-vdagent", "dbus");

    /** What the kernel leaves for the path of a socket, without the byte that ends it: unix(7). */
    private static final int LONGEST_SOCKET_PATH = 107;

    private final XmlElement element;
    private final Draft draft;
    private final String number;

    CharacterBackend(XmlElement element, Draft draft) {
        this.element = element;
        this.draft = draft;
        this.number = draft.numbered(element);
    }

    /** Decides, and rewrites the element. */
    List<Decision> decide(String type) {
        String name = number + " " + type;
        List<Decision> decision = OWN.contains(type) ? own(name, type) : connected(name, type);
        Optional<XmlElement> log = element.child("log");
        if (log.isEmpty() || element.isRemoved()) {
            return decision;
        }
        Optional<String> path =
                log.get().attribute("file").flatMap(file -> draft.outputInPlaceOf(file, number + ".log"));
        if (path.isEmpty()) {
            return Draft.refusedForWantOfPool(name);
        }
        log.get().setAttribute("file", path.get());
        Decision made = decision.get(0);
        return switch (made.verdict()) {
            case REFUSED -> decision;
            case REWRITTEN -> ElementRule.rewritten(name, made.reason() + "; its own log, " + path.get());
            default -> ElementRule.rewritten(name, "its own log, " + path.get());
        };
    }

    private List<Decision> own(String name, String type) {
        if (type.equals("pty")) {
            // A running base would name its pseudo terminal here.
            element.removeChildren("source");
            element.removeAttribute("tty");
        }
        return ElementRule.kept(name, "made anew for each domain");
    }

    private List<Decision> connected(String name, String type) {
        return switch (type) {
            case "file" -> file(name);
            case "unix" -> socket(name);
            case "dev" -> draft.hostDevice(element, name, "a device has one owner");
            default -> ElementRule.refused(name, obstacle(), "connect it to " + alternative());
        };
    }

    private String obstacle() {
        boolean listens = element.children("source")
                .anyMatch(source ->
                        source.attribute("mode").filter("bind"::equals).isPresent());
        return listens ? "it listens on a fixed address" : "what it is connected to expects one machine";
    }

    /** A terminal is of no use to what speaks a protocol of its own. */
    private String alternative() {
        return switch (element.name()) {
            case "redirdev", "smartcard" -> "SPICE: type='spicevmc'";
            default -> "a pty: type='pty'";
        };
    }

    private List<Decision> file(String name) {
        Optional<XmlElement> source = element.child("source");
        Optional<String> path = source.flatMap(child -> child.attribute("path"))
                .flatMap(file -> draft.outputInPlaceOf(file, number + ".out"));
        if (path.isEmpty()) {
            return Draft.refusedForWantOfPool(name);
        }
        source.get().setAttribute("path", path.get());
        source.get().removeChildren("seclabel");
        return ElementRule.rewritten(name, "its own file, " + path.get());
    }

    private List<Decision> socket(String name) {
        Optional<XmlElement> source = element.child("source");
        Optional<String> path = source.flatMap(child -> child.attribute("path"));
        if (path.isEmpty()) {
            return isVirtioChannel()
                    ? ElementRule.kept(name, "socket is chosen by libvirt")
                    : ElementRule.refused(name, "its socket has no path", "give it one");
        }
        if (source.get().attribute("mode").filter("bind"::equals).isEmpty()) {
            return ElementRule.refused(
                    name,
                    "who listens at " + path.get() + " expects one machine",
                    "let it listen, <source mode='bind'/>, or connect it to " + alternative());
        }
        source.get().removeChildren("seclabel");
        if (isVirtioChannel()) {
            // Without a path, libvirt makes one below a folder of the domain's own.
            source.get().removeAttribute("path");
            return ElementRule.rewritten(name, "socket is chosen by libvirt");
        }
        String own = draft.socketInPlaceOf(path.get(), number + ".sock");
        if (own.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH) {
            return ElementRule.refused(
                    name, "the path of its own socket would be too long: " + own, "use a folder with a shorter path");
        }
        source.get().setAttribute("path", own);
        return ElementRule.rewritten(name, "its own socket, " + own);
    }

    private boolean isVirtioChannel() {
        return element.name().equals("channel")
                && element.child("target")
                        .flatMap(target -> target.attribute("type"))
                        .filter("virtio"::equals)
                        .isPresent();
    }
}
