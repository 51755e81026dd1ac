package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.Optional;

/** Decides on devices that stand for something of the hypervisor's machine. */
final class HostResourceRule implements ElementRule {

    @Override
    public Optional<Decision> apply(XmlElement element, Draft draft) {
        return switch (element.name()) {
            case "hostdev" ->
                ElementRule.refused(
                        "hostdev", "a device has one owner", "remove it from the base, or use another base");
            case "shmem" ->
                ElementRule.refused("shmem", "memory that is shared with others", "remove it from the base");
            case "memory" -> memory(element);
            case "lease" -> ElementRule.refused("lease", "only one machine can hold it", "remove it from the base");
            case "vsock" -> vsock(element);
            case "tpm" -> tpm(element);
            case "filesystem" -> filesystem(element);
            default -> Optional.empty();
        };
    }

    /** The element of this name directly below the domain is its size; the device has a model. */
    private static Optional<Decision> memory(XmlElement element) {
        Optional<String> model = element.attribute("model");
        if (model.isEmpty() || !(model.get().equals("nvdimm") || model.get().equals("virtio-pmem"))) {
            return Optional.empty();
        }
        return ElementRule.refused(
                "memory " + model.get(), "its contents are the base's, and the clone would write them", "remove it");
    }

    private static Optional<Decision> vsock(XmlElement element) {
        XmlElement cid = element.childOrNew("cid");
        cid.setAttribute("auto", "yes");
        cid.removeAttribute("address");
        return ElementRule.rewritten("vsock", "context id is chosen by libvirt");
    }

    private static Optional<Decision> tpm(XmlElement element) {
        Optional<XmlElement> backend = element.child("backend");
        String type = backend.flatMap(child -> child.attribute("type")).orElse("");
        if (!type.equals("emulator") || backend.get().child("source").isPresent()) {
            return ElementRule.refused(
                    "tpm " + type, "its state belongs to one machine", "use <backend type='emulator'>");
        }
        return ElementRule.rewritten("tpm emulator", "fresh state: libvirt keeps it by the domain's UUID");
    }

    private static Optional<Decision> filesystem(XmlElement element) {
        String target =
                element.child("target").flatMap(child -> child.attribute("dir")).orElse("");
        return ElementRule.kept("filesystem " + target, "a folder of the hypervisor's machine, as in the base");
    }
}
