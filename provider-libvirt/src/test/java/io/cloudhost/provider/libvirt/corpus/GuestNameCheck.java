package io.cloudhost.provider.libvirt.corpus;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * A guest that is told its name is told one of its own, as cloud-init understands it. Takes from both documents what tells
 * it, so that the rest can be compared.
 */
final class GuestNameCheck {

    private static final Set<String> MACHINES_WITH_SMBIOS = Set.of("x86_64", "i686", "aarch64");
    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** An argument of QEMU's {@code -smbios} for the system; the board, the chassis and others have their own serials. */
    private static final Pattern SYSTEM_SERIAL = Pattern.compile("(?=(.*,)?type=1(,.*)?$)(.*,)?serial=.*");

    private GuestNameCheck() {}

    /** Tells whether what libvirt writes into the SMBIOS tables reaches the guest. */
    static boolean canBeTold(Element base) {
        boolean shownAnother = Xml.children(base, "os/smbios").stream().anyMatch(mode -> Xml.has(mode, "mode", "host"));
        boolean overridden = Xml.children(base, "qemu:commandline/qemu:arg").stream()
                .anyMatch(argument ->
                        SYSTEM_SERIAL.matcher(argument.getAttribute("value")).matches());
        return !shownAnother
                && !overridden
                && Xml.children(base, "os/type").stream()
                        .flatMap(type -> Xml.attribute(type, "arch").stream())
                        .allMatch(MACHINES_WITH_SMBIOS::contains);
    }

    static void check(Comparison comparison) {
        Element clone = comparison.cloned();
        if (Xml.children(clone, "os/smbios").stream().noneMatch(mode -> Xml.has(mode, "mode", "sysinfo"))) {
            comparison.report("os/smbios", "does not show the guest its name");
        }
        List<Element> serials = serials(clone).toList();
        if (serials.size() != 1) {
            comparison.report("sysinfo/system/entry", "tells " + serials.size() + " names");
        }
        Set<String> ofTheBase = serials(comparison.base()).map(Xml::text).collect(Collectors.toSet());
        serials.forEach(serial -> check(serial, ofTheBase, comparison));
        takeWhatTellsIt(comparison.base());
        takeWhatTellsIt(clone);
    }

    private static void check(Element serial, Set<String> ofTheBase, Comparison comparison) {
        String text = Xml.text(serial);
        if (ofTheBase.contains(text)) {
            comparison.report(serial, "is the base's: " + text);
        }
        Map<String, String> told = Stream.of(text.split(";", -1))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part.length == 1 ? "" : part[1], (a, b) -> b));
        String name = Xml.child(comparison.cloned(), "name").map(Xml::text).orElse("");
        String uuid = Xml.child(comparison.cloned(), "uuid").map(Xml::text).orElse("");
        String hostName = told.getOrDefault("h", "");
        if (!told.getOrDefault("ds", "").equals("nocloud")) {
            comparison.report(serial, "says nothing to cloud-init: " + text);
        } else if (!told.getOrDefault("i", "").equals(uuid)) {
            comparison.report(serial, "is about another instance: " + text);
        } else if (!HOST_NAME.matcher(hostName).matches() || !hostName.equals(name.replace('_', '-'))) {
            comparison.report(serial, "does not tell the clone's name: " + text);
        }
    }

    private static Stream<Element> serials(Element domain) {
        return Xml.children(domain, "sysinfo").stream()
                .filter(sysinfo -> Xml.has(sysinfo, "type", "smbios"))
                .flatMap(sysinfo -> Xml.children(sysinfo, "system/entry").stream())
                .filter(entry -> Xml.has(entry, "name", "serial"));
    }

    /** Also what has nothing left in it: it may have been made to hold the name. */
    private static void takeWhatTellsIt(Element domain) {
        Xml.children(domain, "os/smbios").forEach(GuestNameCheck::remove);
        serials(domain).toList().forEach(GuestNameCheck::remove);
        for (String place : List.of("sysinfo/system", "sysinfo")) {
            Xml.children(domain, place).stream()
                    .filter(element -> Xml.children(element).isEmpty())
                    .forEach(GuestNameCheck::remove);
        }
    }

    private static void remove(Element element) {
        element.getParentNode().removeChild(element);
    }
}
