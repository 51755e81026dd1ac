package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.Optional;

/** Keeps clones from writing into the base's firmware variables. */
final class FirmwareRule implements ElementRule {

    @Override
    public Optional<Decision> apply(XmlElement element, Draft draft) {
        if (!element.name().equals("os")) {
            return Optional.empty();
        }
        boolean writableLoader = element.children("loader")
                .anyMatch(loader -> loader.attribute("type")
                                .filter("pflash"::equals)
                                .isPresent()
                        && loader.attribute("readonly").filter("no"::equals).isPresent());
        if (writableLoader) {
            return ElementRule.refused(
                    "os loader",
                    "the firmware image is writable, and a clone would write into the base's",
                    "set <loader readonly='yes'> and give the base an <nvram>");
        }
        Optional<XmlElement> nvram = element.child("nvram");
        if (nvram.isEmpty()) {
            return ElementRule.kept("os", "part of the machine");
        }
        // Without a path, libvirt makes one from the domain's name and fills it from the template.
        nvram.get().setText("");
        nvram.get().removeAttribute("type");
        return ElementRule.rewritten("os nvram", "a varstore of its own, fresh from the firmware's template");
    }
}
