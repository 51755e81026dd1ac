package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Optional;

/** Lets the hypervisor make a security label for the clone where the base has one of its own. */
final class SecurityLabelRule implements ElementRule {

    @Override
    public Optional<Decision> apply(XmlElement element, Draft draft) {
        if (!element.name().equals("seclabel")
                || element.attribute("type").filter("static"::equals).isEmpty()) {
            return Optional.empty();
        }
        element.setAttribute("type", "dynamic");
        element.setAttribute("relabel", "yes");
        List.of("label", "imagelabel", "baselabel").forEach(element::removeChildren);
        return ElementRule.rewritten("seclabel", "a label of its own: a static one ties files to one domain");
    }
}
