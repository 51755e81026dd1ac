package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Optional;

/** Give a clone firmware variables of its own. */
public final class FirmwareVariables {

    /** The two kinds of stores: flash memory, and the one of firmware that has no flash. */
    private static final List<String> VARSTORES = List.of("nvram", "varstore");

    private FirmwareVariables() {}

    /**
     * Find the files that a domain says its variables are in.
     *
     * @param domain the domain's XML
     * @return their paths on the hypervisor
     */
    public static List<String> pathsOf(XmlElement domain) {
        return domain.children("os")
                .flatMap(os -> VARSTORES.stream().flatMap(os::children))
                .flatMap(varstore -> path(varstore).stream())
                .toList();
    }

    /** Tells whether the firmware keeps its variables in a store of their own, and not in its own image. */
    static boolean areElsewhere(XmlElement os) {
        return os.attribute("firmware").isPresent()
                || VARSTORES.stream().anyMatch(name -> os.child(name).isPresent());
    }

    /** Decides, and rewrites. */
    static List<Decision> decide(XmlElement os, Draft draft) {
        boolean selected = os.attribute("firmware").filter("efi"::equals).isPresent() && !remembersNothing(os);
        Optional<XmlElement> varstore = VARSTORES.stream().flatMap(os::children).findFirst();
        if (!selected && varstore.isEmpty()) {
            return List.of();
        }
        String name = "os " + varstore.map(XmlElement::name).orElse("nvram");
        return switch (draft.policies().nvram()) {
            case REFUSE ->
                ElementRule.refused(name, "nvram = refuse forbids firmware variables", "set nvram to copy or to fresh");
            case FRESH -> fresh(name, varstore);
            case COPY -> selected && !states(os, varstore) ? copyOfSelected(os, name, draft) : copy(os, name, draft);
        };
    }

    private static boolean remembersNothing(XmlElement os) {
        return os.children("loader")
                .anyMatch(loader -> loader.attribute("stateless")
                                .filter("yes"::equals)
                                .isPresent()
                        || loader.attribute("type").filter("rom"::equals).isPresent());
    }

    private static List<Decision> fresh(String name, Optional<XmlElement> varstore) {
        varstore.ifPresent(FirmwareVariables::clear);
        return ElementRule.rewritten(name, "its own, fresh from the firmware's template");
    }

    /** Without a path, libvirt makes one from the domain's name and fills it from the template. */
    private static void clear(XmlElement varstore) {
        varstore.setText("");
        varstore.removeAttribute("type");
        varstore.removeAttribute("path");
    }

    /** Tells whether the base names both its firmware and its variables, as newer versions of libvirt note them. */
    private static boolean states(XmlElement os, Optional<XmlElement> varstore) {
        return os.child("loader").flatMap(XmlElement::text).isPresent()
                && varstore.flatMap(FirmwareVariables::path).isPresent();
    }

    /** Libvirt takes a template only for a firmware that is stated. */
    private static List<Decision> copyOfSelected(XmlElement os, String name, Draft draft) {
        Optional<SelectedFirmware> selected = draft.selectedFirmware();
        if (selected.isEmpty() && !draft.isAssumed()) {
            return ElementRule.refused(
                    name, "its hypervisor does not tell where the base's variables are", "set nvram = fresh");
        }
        if (selected.isEmpty()) {
            VARSTORES.stream().flatMap(os::children).forEach(FirmwareVariables::clear);
            return ElementRule.rewritten(name, "its own, with the base's contents where its hypervisor tells them");
        }
        CopiedVarstore copied = new CopiedVarstore(selected.get().varstore(), withoutCopy(os));
        os.removeAttribute("firmware");
        os.removeChildren("firmware");
        XmlElement loader = os.childOrNew("loader");
        loader.setAttribute("readonly", "yes");
        loader.setAttribute("type", "pflash");
        loader.setAttribute("secure", selected.get().secure() ? "yes" : "no");
        loader.setText(selected.get().loader());
        if (selected.get().secure()) {
            os.parent().childOrNew("features").childOrNew("smm").setAttribute("state", "on");
        }
        return copied(os.childOrNew("nvram"), name, copied, draft);
    }

    private static List<Decision> copy(XmlElement os, String name, Draft draft) {
        XmlElement varstore =
                VARSTORES.stream().flatMap(os::children).findFirst().orElseThrow();
        if (!varstore.attribute("type").orElse("file").equals("file")) {
            return ElementRule.refused(
                    name,
                    "its variables are not in a file, and libvirt copies only files",
                    "set nvram = fresh, or keep the base's varstore in a file");
        }
        Optional<String> path = path(varstore);
        if (path.isEmpty()) {
            return fresh(name, Optional.of(varstore));
        }
        CopiedVarstore copied = new CopiedVarstore(path.get(), withoutCopy(os));
        if (os.attribute("firmware").filter("efi"::equals).isPresent()) {
            os.removeAttribute("firmware");
            os.removeChildren("firmware");
        }
        return copied(varstore, name, copied, draft);
    }

    private static List<Decision> copied(XmlElement varstore, String name, CopiedVarstore copied, Draft draft) {
        clear(varstore);
        varstore.setAttribute("template", copied.path());
        varstore.removeAttribute("templateFormat");
        varstore.attribute("format")
                .filter(format -> !format.equals("raw"))
                .ifPresent(format -> varstore.setAttribute("templateFormat", format));
        draft.copiesVarstore(copied);
        return ElementRule.rewritten(name, "its own, with the contents of " + copied.path());
    }

    /** Returns what the clone has where there turns out to be nothing to copy. */
    private static XmlElement withoutCopy(XmlElement os) {
        XmlElement copy = os.copy();
        VARSTORES.stream().flatMap(copy::children).forEach(FirmwareVariables::clear);
        return copy;
    }

    private static Optional<String> path(XmlElement varstore) {
        return varstore.child("source")
                .flatMap(source -> source.attribute("file"))
                .or(() -> varstore.attribute("path"))
                .or(varstore::text);
    }
}
