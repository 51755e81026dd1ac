package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.provider.libvirt.internal.plan.ClonePolicies.Tpm;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides on devices that have, or are, something that belongs to one domain. */
final class OwnedDeviceRule implements ElementRule {

    private static final Set<String> PERSISTENT_MEMORY = Set.of("nvdimm", "virtio-pmem");
    private static final String REMOVE = "remove it from the base";

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        return switch (element.name()) {
            case "hostdev" -> hostDevice(element, draft);
            case "shmem" -> ElementRule.refused("shmem", "memory that is shared with others", REMOVE);
            case "memory" -> memory(element);
            case "pstore" ->
                ElementRule.refused("pstore", "its contents are the base's, and the clone would write them", REMOVE);
            case "lease" -> ElementRule.refused("lease", "only one machine can hold it", REMOVE);
            case "vsock" -> vsock(element);
            case "tpm" -> tpm(element, draft);
            case "input" -> input(element, draft);
            case "audio" -> audio(element, draft);
            default -> NOT_MINE;
        };
    }

    private static List<Decision> hostDevice(XmlElement element, Draft draft) {
        String name = "hostdev " + element.attribute("type").orElse("");
        return draft.hostDevice(element, name.strip(), "a device has one owner");
    }

    /** The element of this name directly below the domain is its size; the device has a model. */
    private static List<Decision> memory(XmlElement element) {
        return element.attribute("model")
                .filter(PERSISTENT_MEMORY::contains)
                .map(model -> ElementRule.refused(
                        "memory " + model, "its contents are the base's, and the clone would write them", REMOVE))
                .orElse(NOT_MINE);
    }

    private static List<Decision> vsock(XmlElement element) {
        XmlElement cid = element.childOrNew("cid");
        cid.setAttribute("auto", "yes");
        cid.removeAttribute("address");
        return ElementRule.rewritten("vsock", "context id is chosen by libvirt");
    }

    private static List<Decision> tpm(XmlElement element, Draft draft) {
        Optional<XmlElement> backend = element.child("backend");
        String type = backend.flatMap(child -> child.attribute("type")).orElse("");
        if (type.equals("passthrough")) {
            return draft.hostDevice(element, "tpm passthrough", "a TPM has one owner");
        }
        if (!type.equals("emulator")) {
            return ElementRule.refused(
                    ("tpm " + type).strip(), "its state belongs to one machine", "use <backend type='emulator'>");
        }
        if (draft.policies().tpm() == Tpm.REFUSE) {
            return ElementRule.refused(
                    "tpm emulator",
                    "tpm = refuse forbids it, since its state cannot be copied",
                    "set tpm = fresh to clone with an empty one");
        }
        backend.get().removeChildren("source");
        return ElementRule.rewritten("tpm emulator", "fresh state: libvirt keeps it by the domain's UUID");
    }

    private static List<Decision> input(XmlElement element, Draft draft) {
        String type = element.attribute("type").orElse("");
        return type.equals("passthrough") || type.equals("evdev")
                ? draft.hostDevice(element, "input " + type, "a device has one owner")
                : NOT_MINE;
    }

    private static List<Decision> audio(XmlElement element, Draft draft) {
        if (element.attribute("type").filter("file"::equals).isEmpty()) {
            return NOT_MINE;
        }
        String number = draft.numbered(element);
        // Without a path, QEMU writes to a file in whatever folder it runs in.
        Optional<String> path = draft.outputInPlaceOf(element.attribute("path").orElse(number), number + ".wav");
        if (path.isEmpty()) {
            return Draft.refusedForWantOfPool("audio file");
        }
        element.setAttribute("path", path.get());
        return ElementRule.rewritten("audio file", "its own file, " + path.get());
    }
}
