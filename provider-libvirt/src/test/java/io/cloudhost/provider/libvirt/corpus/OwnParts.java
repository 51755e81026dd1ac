package io.cloudhost.provider.libvirt.corpus;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.w3c.dom.Element;

/** What a clone may have of its own, or must not have: takes it away, so that what must be the same is left. */
final class OwnParts {

    private static final List<String> TEXTS = List.of(
            "name",
            "uuid",
            "title",
            "os/nvram",
            "metadata/cloudhost:clone",
            "cputune/vcpupin",
            "cputune/emulatorpin",
            "cputune/iothreadpin",
            "cputune/cachetune",
            "cputune/memorytune",
            "resource/fibrechannel",
            "devices/vsock/cid",
            "devices/tpm/backend/source");

    private static final List<String> CHARACTER_DEVICES = List.of(
            "devices/serial",
            "devices/parallel",
            "devices/console",
            "devices/channel",
            "devices/redirdev",
            "devices/smartcard");

    private static final Set<String> ADDRESSES = Set.of("IP", "IPV6", "MAC");

    private OwnParts() {}

    /** Says in the base what a clone of it says, where that is certain. */
    static void resetWhatIsTied(Element base) {
        for (Element label : Xml.children(base, "seclabel")) {
            if (Xml.has(label, "type", "static")) {
                label.setAttribute("type", "dynamic");
                label.removeAttribute("relabel");
            }
        }
        for (Element clock : Xml.children(base, "clock")) {
            if (Xml.has(clock, "offset", "absolute")) {
                clock.setAttribute("offset", "utc");
                clock.removeAttribute("start");
            }
        }
    }

    /** Takes away what an overlay has instead of the base's. It is thrown away with the clone, said or not. */
    static void takeFromOverlaid(Element disk) {
        disk.removeAttribute("type");
        take(disk, "source");
        take(disk, "transient");
        takeAttributes(disk, "driver", "name", "type");
        takeEmpty(disk, "driver");
    }

    static void takeFrom(Element domain) {
        domain.removeAttribute("id");
        TEXTS.forEach(place -> take(domain, place));
        Xml.children(domain, "hwuuid").forEach(uuid -> uuid.setTextContent(""));
        Xml.children(domain, "genid").forEach(genid -> genid.setTextContent(""));
        Xml.children(domain, "sysinfo/system/entry").stream()
                .filter(entry -> Xml.has(entry, "name", "uuid"))
                .forEach(entry -> entry.setTextContent(""));
        takeAttributes(domain, "vcpu", "cpuset");
        takeFromLabels(domain);
        takeFromInterfaces(domain);
        takeAttributes(domain, "devices/graphics", "port", "tlsPort", "autoport", "websocket", "socket");
        takeAttributes(domain, "devices/graphics/listen", "socket");
        Xml.children(domain, "devices/graphics/listen").stream()
                .filter(listen -> Xml.has(listen, "type", "network"))
                .forEach(listen -> listen.removeAttribute("address"));
        Xml.children(domain, "devices/graphics").stream()
                .filter(graphics -> Xml.has(graphics, "type", "dbus"))
                .forEach(graphics -> graphics.removeAttribute("address"));
        CHARACTER_DEVICES.forEach(place -> Xml.children(domain, place).forEach(OwnParts::takeFromCharacterDevice));
        Xml.children(domain, "devices/audio").stream()
                .filter(audio -> Xml.has(audio, "type", "file"))
                .forEach(audio -> audio.removeAttribute("path"));
        takeFromDisks(domain);
        takeWhatIsOfARunningDomain(domain);
        List.of("metadata", "cputune", "resource").forEach(place -> takeEmpty(domain, place));
    }

    private static void takeFromLabels(Element domain) {
        for (Element label : Xml.children(domain, "seclabel")) {
            if (Xml.has(label, "type", "dynamic")) {
                takeIf(label, "relabel", "yes"::equals);
                take(label, "label");
                take(label, "imagelabel");
            }
        }
    }

    private static void takeFromInterfaces(Element domain) {
        for (Element each : Xml.children(domain, "devices/interface")) {
            take(each, "mac");
            takeAttributes(each, "target", "dev");
            takeAttributes(each, "source", "portid");
            takeAttributes(each, "virtualport/parameters", "interfaceid", "instanceid");
            takeAttributes(each, "backend", "logFile");
            Xml.children(each, "filterref/parameter").stream()
                    .filter(parameter -> ADDRESSES.contains(parameter.getAttribute("name")))
                    .forEach(OwnParts::remove);
            List.of("target", "virtualport/parameters", "backend").forEach(place -> takeEmpty(each, place));
        }
    }

    private static void takeFromCharacterDevice(Element device) {
        device.removeAttribute("tty");
        takeAttributes(device, "source", "path");
        take(device, "source/seclabel");
        takeAttributes(device, "log", "file");
        Xml.children(device, "source").forEach(source -> takeIf(source, "mode", "bind"::equals));
        takeEmpty(device, "source");
    }

    private static void takeFromDisks(Element domain) {
        take(domain, "devices/disk/backingStore");
        take(domain, "devices/disk/mirror");
        takeAttributes(domain, "devices/disk/source", "index");
    }

    /** Libvirt writes this for running domains only, and ignores it where it reads a domain's definition. */
    private static void takeWhatIsOfARunningDomain(Element domain) {
        takeAttributes(domain, "devices/channel/target", "state");
        Xml.children(domain, "devices").stream()
                .flatMap(devices -> Xml.children(devices).stream())
                .flatMap(device -> Xml.children(device, "alias").stream())
                .filter(alias -> !alias.getAttribute("name").startsWith("ua-"))
                .toList()
                .forEach(OwnParts::remove);
    }

    private static void take(Element parent, String place) {
        Xml.children(parent, place).forEach(OwnParts::remove);
    }

    private static void takeEmpty(Element parent, String place) {
        Xml.children(parent, place).stream()
                .filter(element -> Xml.attributes(element).isEmpty()
                        && Xml.children(element).isEmpty()
                        && Xml.text(element).isEmpty())
                .forEach(OwnParts::remove);
    }

    private static void takeAttributes(Element parent, String place, String... names) {
        for (Element element : Xml.children(parent, place)) {
            List.of(names).forEach(element::removeAttribute);
        }
    }

    private static void takeIf(Element element, String attribute, Predicate<String> condition) {
        if (condition.test(element.getAttribute(attribute))) {
            element.removeAttribute(attribute);
        }
    }

    private static void remove(Element element) {
        element.getParentNode().removeChild(element);
    }
}
