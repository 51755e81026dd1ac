package io.cloudhost.provider.libvirt.corpus;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** Arguments that libvirt passes on unseen: whatever names something outside the machine may be the base's. */
final class CommandLineCheck {

    private static final String HARMLESS = "/dev/(u?random|null|dri/renderD\\d+)(?![\\w/])";

    /** A slash within a word does not begin a path: {@code opt/ovmf/setting}. */
    private static final Pattern PATH = Pattern.compile("(?<![\\w./-])(?!" + HARMLESS + ")/[\\w.-]");

    private static final Pattern SOCKET =
            Pattern.compile("\\b(tcp|udp|telnet|tn3270|websocket|unix|vsock|nbd|ssh|https?|ftps?|iscsi|rbd|fd):");

    private static final Pattern DISPLAY = Pattern.compile("[\\w.-]*:\\d+(,.*)?");

    private static final Pattern KEY =
            Pattern.compile("(^|[,{\\s\"'])(file|filename|path|mem-path|evdev|hostdevice|sysfsdev"
                    + "|host|hostbus|hostaddr|hostport|hostfwd|listen|connect|mcast|ifname|macaddr|mac|guest-cid|uuid)"
                    + "[\"']?\\s*[=:]");

    private static final Pattern DEVICE =
            Pattern.compile("\\b(usb-host|vfio-[a-z-]+|u2f-passthru|input-linux|tpm-passthrough|ivshmem-doorbell)\\b");

    private static final List<Pattern> OF_ARGUMENTS = List.of(PATH, SOCKET, KEY, DEVICE);
    private static final List<Pattern> OF_VARIABLES = List.of(PATH, SOCKET);

    private CommandLineCheck() {}

    static void check(Comparison comparison) {
        Element clone = comparison.cloned();
        Stream.concat(
                        Xml.children(clone, "qemu:commandline/qemu:arg").stream(),
                        Xml.children(clone, "qemu:override/qemu:device/qemu:frontend/qemu:property").stream())
                .filter(argument -> names(argument.getAttribute("value")))
                .forEach(argument -> report(comparison, argument));
        Xml.children(clone, "qemu:commandline/qemu:env").stream()
                .filter(variable -> matches(OF_VARIABLES, variable.getAttribute("value")))
                .forEach(variable -> report(comparison, variable));
    }

    private static boolean names(String argument) {
        // Short for a debugger's port, always the same one.
        return argument.equals("-s") || DISPLAY.matcher(argument).matches() || matches(OF_ARGUMENTS, argument);
    }

    private static boolean matches(List<Pattern> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }

    private static void report(Comparison comparison, Element element) {
        comparison.report(element, "value", "names what may be the base's: " + element.getAttribute("value"));
    }
}
