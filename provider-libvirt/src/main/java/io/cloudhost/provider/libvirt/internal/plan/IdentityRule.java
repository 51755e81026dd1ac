package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.List;
import java.util.Optional;

/** Gives the clone names of its own: what the base is known by must not be told of two machines. */
final class IdentityRule implements ElementRule {

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        CloneIdentity identity = draft.identity();
        return switch (element.name()) {
            case "name" -> renamed(element, identity.name());
            // The guest is told the one instead of the other, where there is both.
            case "uuid", "hwuuid" -> renamed(element, identity.uuid().toString());
            case "genid" -> renamed(element, identity.generation().toString());
            case "title" -> {
                element.remove();
                yield ElementRule.rewritten("title", "dropped: it names the base");
            }
            case "metadata" -> ElementRule.kept("metadata", "the base's own; cloudhost's record in it is the clone's");
            case "sysinfo" -> systemInformation(element, draft);
            default -> NOT_MINE;
        };
    }

    private static List<Decision> renamed(XmlElement element, String value) {
        element.setText(value);
        return ElementRule.rewritten(element.name(), "the clone's own: " + value);
    }

    private static List<Decision> systemInformation(XmlElement sysinfo, Draft draft) {
        boolean synced = syncUuid(sysinfo, draft.identity());
        Optional<String> serial = SystemSerial.write(sysinfo, draft);
        if (!synced && serial.isEmpty()) {
            return ElementRule.kept("sysinfo", "part of the machine");
        }
        String serials = serial.orElse("serial numbers stay");
        return ElementRule.rewritten("sysinfo", synced ? "system UUID follows the clone's; " + serials : serials);
    }

    /** Libvirt refuses a domain whose UUID differs from the system UUID of its firmware tables. */
    private static boolean syncUuid(XmlElement sysinfo, CloneIdentity identity) {
        List<XmlElement> uuids = sysinfo.children("system")
                .flatMap(system -> system.children("entry"))
                .filter(entry -> entry.attribute("name").filter("uuid"::equals).isPresent())
                .toList();
        uuids.forEach(entry -> entry.setText(identity.uuid().toString()));
        return !uuids.isEmpty();
    }
}
