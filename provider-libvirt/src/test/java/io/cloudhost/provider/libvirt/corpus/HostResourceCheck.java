package io.cloudhost.provider.libvirt.corpus;

import java.util.Set;
import org.w3c.dom.Element;

/** What is on the host once, so that two machines would write to one thing or fight for it. */
final class HostResourceCheck {

    private static final Set<String> INTERFACES =
            Set.of("hostdev", "vdpa", "vhostuser", "vds", "server", "client", "udp");
    private static final Set<String> MEMORIES = Set.of("nvdimm", "virtio-pmem");
    private static final Set<String> INPUTS = Set.of("passthrough", "evdev");
    private static final Set<String> TPMS = Set.of("passthrough", "external");
    private static final Set<String> IMAGES = Set.of("file", "block", "volume");

    private HostResourceCheck() {}

    static void check(Comparison comparison) {
        Xml.children(comparison.cloned(), "devices").stream()
                .flatMap(devices -> Xml.children(devices).stream())
                .filter(HostResourceCheck::isOnce)
                .forEach(device -> comparison.report(device, "is on the host once"));
        boolean isContainer = Xml.child(comparison.cloned(), "os/type")
                .map(Xml::text)
                .orElse("")
                .equals("exe");
        Xml.children(comparison.cloned(), "devices/filesystem").stream()
                .filter(filesystem -> isContainer
                        && Xml.children(filesystem, "target").stream().anyMatch(target -> Xml.has(target, "dir", "/")))
                .forEach(filesystem -> comparison.report(filesystem, "is the base's root"));
    }

    private static boolean isOnce(Element device) {
        String type = device.getAttribute("type");
        return switch (Xml.name(device)) {
            case "hostdev", "shmem", "lease" -> true;
            case "interface" -> INTERFACES.contains(type) || isInterfaceOnce(device);
            case "memory" -> MEMORIES.contains(device.getAttribute("model"));
            case "input" -> INPUTS.contains(type);
            case "tpm" ->
                Xml.children(device, "backend").stream()
                        .anyMatch(backend -> TPMS.contains(backend.getAttribute("type")));
            case "smartcard" -> Xml.has(device, "mode", "host");
            case "filesystem" ->
                IMAGES.contains(type) && Xml.child(device, "readonly").isEmpty();
            default -> false;
        };
    }

    private static boolean isInterfaceOnce(Element device) {
        return Xml.children(device, "target").stream().anyMatch(target -> Xml.has(target, "managed", "no"))
                || Xml.children(device, "source").stream().anyMatch(source -> Xml.has(source, "mode", "passthrough"))
                || Xml.children(device, "virtualport").stream().anyMatch(port -> Xml.has(port, "type", "midonet"));
    }
}
