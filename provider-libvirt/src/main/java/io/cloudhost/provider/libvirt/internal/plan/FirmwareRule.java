package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps clones from writing into the base's firmware. */
final class FirmwareRule implements ElementRule {

    /** Files that QEMU loads into the guest, and never writes. */
    private static final List<String> LOADED = List.of("kernel", "initrd", "dtb", "shim", "acpi");

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        if (!element.name().equals("os")) {
            return NOT_MINE;
        }
        // First: a clone that copies no variables has this element as it is when they are decided on.
        List<Decision> decisions = new ArrayList<>(SystemSerial.show(element, draft));
        element.child("loader").ifPresent(loader -> decisions.addAll(loader(element, loader)));
        decisions.addAll(FirmwareVariables.decide(element, draft));
        LOADED.stream()
                .filter(name -> element.child(name).isPresent())
                .forEach(name -> decisions.addAll(ElementRule.shared("os " + name, "read-only")));
        decisions.addAll(ElementRule.kept("os", "part of the machine"));
        return decisions;
    }

    private static List<Decision> loader(XmlElement os, XmlElement loader) {
        if (loader.text().isEmpty()) {
            return ElementRule.kept("os loader", "selected by libvirt");
        }
        Optional<String> readOnly = loader.attribute("readonly");
        if (loader.attribute("type").filter("pflash"::equals).isEmpty()
                || readOnly.filter("yes"::equals).isPresent()) {
            return ElementRule.shared("os loader", "read-only");
        }
        if (readOnly.isEmpty() && keepsNothing(os, loader)) {
            // Without the word, QEMU opens it for writing.
            loader.setAttribute("readonly", "yes");
            return ElementRule.rewritten("os loader", "opened read-only: nothing is kept in it");
        }
        return ElementRule.refused(
                "os loader",
                "the firmware image is writable, and a clone would write into the base's",
                "set <loader readonly='yes'> and give the base an <nvram>");
    }

    private static boolean keepsNothing(XmlElement os, XmlElement loader) {
        return loader.attribute("stateless").filter("yes"::equals).isPresent() || FirmwareVariables.areElsewhere(os);
    }
}
