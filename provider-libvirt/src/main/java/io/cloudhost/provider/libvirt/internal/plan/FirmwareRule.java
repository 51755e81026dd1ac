package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Nvram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps clones from writing into the base's firmware and its variables. */
final class FirmwareRule implements ElementRule {

    /** Files that QEMU loads into the guest, and never writes. */
    private static final List<String> LOADED = List.of("kernel", "initrd", "dtb", "shim", "acpi");

    /** The two kinds of stores: flash memory, and the one of firmware that has no flash. */
    private static final List<String> VARSTORES = List.of("nvram", "varstore");

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        if (!element.name().equals("os")) {
            return NOT_MINE;
        }
        List<Decision> decisions = new ArrayList<>();
        element.child("loader").ifPresent(loader -> decisions.addAll(loader(loader)));
        VARSTORES.stream().flatMap(element::children).forEach(varstore -> decisions.addAll(varstore(varstore, draft)));
        LOADED.stream()
                .filter(name -> element.child(name).isPresent())
                .forEach(name -> decisions.addAll(ElementRule.shared("os " + name, "read-only")));
        decisions.addAll(ElementRule.kept("os", "part of the machine"));
        return decisions;
    }

    private static List<Decision> loader(XmlElement loader) {
        Optional<String> readOnly = loader.attribute("readonly");
        boolean flash = loader.attribute("type").filter("pflash"::equals).isPresent();
        if (flash && readOnly.filter("no"::equals).isPresent()) {
            return ElementRule.refused(
                    "os loader",
                    "the firmware image is writable, and a clone would write into the base's",
                    "set <loader readonly='yes'> and give the base an <nvram>");
        }
        if (flash && readOnly.isEmpty()) {
            // Left open, it is for libvirt to decide, and versions differ.
            loader.setAttribute("readonly", "yes");
        }
        return ElementRule.shared("os loader", "read-only");
    }

    private static List<Decision> varstore(XmlElement varstore, Draft draft) {
        String name = "os " + varstore.name();
        Optional<String> path = path(varstore);
        Nvram policy = draft.policies().nvram();
        if (policy == Nvram.REFUSE) {
            return ElementRule.refused(
                    name, "nvram = refuse forbids firmware variables", "set nvram to copy or to fresh");
        }
        boolean file = varstore.attribute("type").orElse("file").equals("file");
        if (policy == Nvram.COPY && !file) {
            return ElementRule.refused(
                    name,
                    "its variables are not in a file, and libvirt copies only files",
                    "set nvram = fresh, or keep the base's varstore in a file");
        }
        Optional<String> template = varstore.attribute("template");
        // Without a path, libvirt makes one from the domain's name and fills it from the template.
        varstore.setText("");
        varstore.removeAttribute("type");
        varstore.removeAttribute("path");
        if (policy == Nvram.FRESH || path.isEmpty()) {
            return ElementRule.rewritten(name, "its own, fresh from the firmware's template");
        }
        varstore.setAttribute("template", path.get());
        varstore.attribute("format")
                .filter(format -> !format.equals("raw"))
                .ifPresent(format -> varstore.setAttribute("templateFormat", format));
        draft.copiesVarstore(new CopiedVarstore(path.get(), template));
        return ElementRule.rewritten(name, "its own, with the contents of " + path.get());
    }

    private static Optional<String> path(XmlElement varstore) {
        return varstore.child("source")
                .flatMap(source -> source.attribute("file"))
                .or(() -> varstore.attribute("path"))
                .or(varstore::text);
    }
}
