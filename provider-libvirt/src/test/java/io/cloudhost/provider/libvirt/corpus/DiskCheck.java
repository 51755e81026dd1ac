package io.cloudhost.provider.libvirt.corpus;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/** Each writable disk of the base is an overlay of its own in the clone. */
final class DiskCheck {

    private static final Set<String> DEVICES_OF_THE_HOST = Set.of("nvme", "vhostuser");

    private DiskCheck() {}

    /** Whether the machine can write to it. Libvirt opens a CD-ROM only for reading, said or not. */
    static boolean isWritable(Element disk) {
        boolean readOnly =
                Xml.has(disk, "device", "cdrom") || Xml.child(disk, "readonly").isPresent();
        return !readOnly && !isEmpty(disk);
    }

    static void check(Comparison comparison) {
        List<Element> ofTheBase = Xml.children(comparison.base(), "devices/disk");
        List<Element> ofTheClone = Xml.children(comparison.cloned(), "devices/disk");
        Set<String> said =
                Xml.values(comparison.base()).stream().map(Xml.Value::text).collect(Collectors.toSet());
        Set<String> overlays = new HashSet<>();
        ofTheClone.stream()
                .filter(disk -> DEVICES_OF_THE_HOST.contains(disk.getAttribute("type")))
                .forEach(disk -> comparison.report(disk, "is a device with one owner: " + disk.getAttribute("type")));
        // What has no counterpart is reported as lost or added.
        for (int i = 0; i < Math.min(ofTheBase.size(), ofTheClone.size()); i++) {
            if (isWritable(ofTheBase.get(i))) {
                checkOverlay(comparison, ofTheBase.get(i), ofTheClone.get(i), said, overlays);
            }
        }
    }

    private static void checkOverlay(
            Comparison comparison, Element base, Element clone, Set<String> said, Set<String> overlays) {
        require(comparison, clone, "type", "file");
        Optional<Element> driver = Xml.child(clone, "driver");
        driver.ifPresentOrElse(
                element -> require(comparison, element, "type", "qcow2"),
                () -> comparison.report(clone, "has no driver, and needs one of type qcow2"));
        Optional<Element> source = Xml.child(clone, "source");
        String file = source.map(element -> element.getAttribute("file")).orElse("");
        if (!file.startsWith("/")) {
            comparison.report(clone, "has no overlay");
        } else if (said.contains(file)) {
            comparison.report(source.orElseThrow(), "file", "is the base's: " + file);
        } else if (!overlays.add(file)) {
            comparison.report(source.orElseThrow(), "file", "is another disk's: " + file);
        }
        if (Xml.has(clone, "device", "lun")) {
            comparison.report(clone, "device", "passes commands on to the base's unit");
        }
        if (Xml.child(clone, "shareable").isPresent()) {
            comparison.report(clone, "is written by several machines");
        }
        Xml.children(clone, "mirror").forEach(mirror -> comparison.report(mirror, "is a copy of the base's"));
        Xml.children(clone, "source/slices").forEach(slices -> comparison.report(slices, "are the base's"));
        Xml.child(clone, "backingStore")
                .filter(store -> !isOn(store, base))
                .ifPresent(store -> comparison.report(store, "is not what the overlay lies on"));
    }

    private static void require(Comparison comparison, Element element, String attribute, String value) {
        if (!Xml.has(element, attribute, value)) {
            comparison.report(element, attribute, "is not " + value + ": " + element.getAttribute(attribute));
        }
    }

    /** Whether the backing store is the base's disk itself; libvirt fills in what is below. */
    private static boolean isOn(Element store, Element base) {
        return sources(base).stream().anyMatch(sources(store)::contains);
    }

    private static List<String> sources(Element holder) {
        return Xml.children(holder, "source").stream()
                .flatMap(source -> Xml.attributes(source).stream())
                .filter(attribute -> !attribute.getName().equals("index"))
                .map(Attr::getValue)
                .toList();
    }

    private static boolean isEmpty(Element disk) {
        boolean removable = Xml.has(disk, "device", "floppy");
        return removable
                && Xml.children(disk, "source").stream()
                        .allMatch(source -> source.getAttributes().getLength() == 0);
    }
}
