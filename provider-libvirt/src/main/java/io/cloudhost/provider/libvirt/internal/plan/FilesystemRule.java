package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Driver;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Multidevs;
import java.util.List;
import java.util.Set;

/** Decides on folders that the base has of the hypervisor's machine, and on those that are mapped in their place. */
final class FilesystemRule implements ElementRule {

    /** What is in these is a disk to the guest, not a folder that others see too. */
    private static final Set<String> IMAGES = Set.of("file", "block", "volume");

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        if (!element.name().equals("filesystem")) {
            return NOT_MINE;
        }
        String target =
                element.child("target").flatMap(child -> child.attribute("dir")).orElse("");
        String name = ("filesystem " + target).strip();
        if (draft.mappings().stream().anyMatch(mapping -> mapping.target().equals(target))) {
            element.remove();
            return ElementRule.rewritten(name, "replaced by the mapping of the same target");
        }
        boolean readOnly = element.child("readonly").isPresent();
        String type = element.attribute("type").orElse("mount");
        if (IMAGES.contains(type) && !readOnly) {
            return ElementRule.refused(
                    name, "its image is writable, and the clone would write it", "make it <readonly/>");
        }
        if (element.child("source")
                .flatMap(source -> source.attribute("socket"))
                .isPresent()) {
            return ElementRule.refused(
                    name,
                    "the daemon behind its socket serves one machine",
                    "let libvirt start it: name a <source dir>");
        }
        if (readOnly) {
            return ElementRule.shared(name, "read-only");
        }
        element.child("source")
                .flatMap(source -> source.attribute("dir"))
                .ifPresent(folder -> draft.mapsWritable(new WritableFolder(name, folder)));
        return ElementRule.kept(name, "a folder of the hypervisor's machine, as in the base");
    }

    /** Adds what is asked for, after all of the base's own. */
    static List<Decision> map(XmlElement devices, Draft draft) {
        return draft.mappings().stream()
                .flatMap(mapping -> map(devices, mapping, draft).stream())
                .toList();
    }

    private static List<Decision> map(XmlElement devices, FolderMapping mapping, Draft draft) {
        String name = "filesystem " + mapping.target();
        XmlElement filesystem = devices.append("filesystem");
        filesystem.setAttribute("type", "mount");
        filesystem.setAttribute("accessmode", mapping.accessMode().toString());
        if (mapping.multidevs() != Multidevs.DEFAULT) {
            filesystem.setAttribute("multidevs", mapping.multidevs().toString());
        }
        mapping.fmode().ifPresent(mode -> filesystem.setAttribute("fmode", mode));
        mapping.dmode().ifPresent(mode -> filesystem.setAttribute("dmode", mode));
        if (mapping.driver() != Driver.NINE_P) {
            filesystem.append("driver").setAttribute("type", mapping.driver().libvirtType());
        }
        filesystem.append("source").setAttribute("dir", mapping.hostPath());
        filesystem.append("target").setAttribute("dir", mapping.target());
        if (mapping.readOnly()) {
            filesystem.append("readonly");
        } else {
            draft.mapsWritable(new WritableFolder(name, mapping.hostPath()));
        }
        return ElementRule.rewritten(name, describe(mapping));
    }

    private static String describe(FolderMapping mapping) {
        String how = mapping.driver() == Driver.NINE_P
                ? mapping.driver() + ", " + mapping.accessMode()
                : mapping.driver().toString();
        return "mapped to " + mapping.hostPath() + ", " + (mapping.readOnly() ? "read-only" : "writable") + " (" + how
                + ")" + (mapping.seen() ? "" : "; on the hypervisor's machine, and was not looked at from here");
    }
}
