package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.Optional;

/** Gives the clone names of its own: what the base is known by must not be told of two machines. */
final class IdentityRule implements ElementRule {

    @Override
    public Optional<Decision> apply(XmlElement element, Draft draft) {
        CloneIdentity identity = draft.identity();
        return switch (element.name()) {
            case "name" -> renamed(element, identity.name());
            case "uuid" -> renamed(element, identity.uuid().toString());
            case "genid" -> renamed(element, identity.generation().toString());
            case "title" -> {
                element.remove();
                yield ElementRule.rewritten("title", "dropped: it names the base");
            }
            case "sysinfo" -> synced(element, identity);
            default -> Optional.empty();
        };
    }

    private static Optional<Decision> renamed(XmlElement element, String value) {
        element.setText(value);
        return ElementRule.rewritten(element.name(), "the clone's own: " + value);
    }

    /** QEMU refuses to start where the system UUID of the firmware tables differs from the domain's. */
    private static Optional<Decision> synced(XmlElement sysinfo, CloneIdentity identity) {
        Optional<XmlElement> uuid = sysinfo.children("system")
                .flatMap(system -> system.children("entry"))
                .filter(entry -> entry.attribute("name").filter("uuid"::equals).isPresent())
                .findFirst();
        uuid.ifPresent(entry -> entry.setText(identity.uuid().toString()));
        return uuid.isPresent()
                ? ElementRule.rewritten("sysinfo", "system UUID follows the clone's; serial numbers stay")
                : ElementRule.kept("sysinfo", "part of the machine");
    }
}
