package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plan clones: go through a base's XML element by element and decide what the clone has in its place.
 *
 * <p>Rule: a clone shares nothing writable with its base, nor any identity; everything else stays as the base has it.
 * Has no side effects; the storage that it asks for places must have none either. Thread-safe.
 */
public final class ClonePlanner {

    /** The first that knows an element decides. */
    private static final List<ElementRule> RULES = List.of(
            new IdentityRule(),
            new FirmwareRule(),
            new DiskRule(),
            new InterfaceRule(),
            new GraphicsRule(),
            new CharacterDeviceRule(),
            new HostResourceRule(),
            new SecurityLabelRule(),
            new CommandLineRule());

    /**
     * Plan a clone.
     *
     * @param base the base's inactive domain XML
     * @param identity the clone's names
     * @param provenance what to write into the clone's metadata
     * @param storage where overlays go
     * @return the plan; it may refuse
     * @throws IllegalArgumentException when {@code base} is no domain
     */
    public ClonePlan plan(XmlElement base, CloneIdentity identity, Provenance provenance, OverlayStorage storage) {
        String baseName = base.child("name").flatMap(XmlElement::text).orElse("");
        if (!base.name().equals("domain") || baseName.isEmpty()) {
            throw new IllegalArgumentException("not a libvirt domain: expected <domain> with a <name>");
        }
        XmlElement domain = base.copy();
        domain.removeAttribute("id");
        Draft draft = new Draft(identity, storage);
        List<Decision> decisions = new ArrayList<>();
        for (XmlElement element : domain.children()) {
            if (element.name().equals("devices")) {
                element.children().forEach(device -> decisions.add(decide(device, draft)));
            } else {
                decisions.add(decide(element, draft));
            }
        }
        addMissingUuid(domain, identity);
        CloneRecord record = CloneRecord.of(identity, provenance, draft.overlays());
        record.writeTo(domain);
        return new ClonePlan(
                identity.name(),
                identity.uuid(),
                baseName,
                decisions,
                draft.overlays(),
                draft.interfaces(),
                record,
                domain.toXml());
    }

    private static Decision decide(XmlElement element, Draft draft) {
        return RULES.stream()
                .map(rule -> rule.apply(element, draft))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> ElementRule.kept(describe(element), "part of the machine"))
                .orElseThrow();
    }

    private static String describe(XmlElement element) {
        return element.attribute("type")
                .or(() -> element.attribute("model"))
                .map(kind -> element.name() + " " + kind)
                .orElse(element.name());
    }

    /** Libvirt's own XML always has one; a hand-written one may leave it to libvirt, and the record needs to know it. */
    private static void addMissingUuid(XmlElement domain, CloneIdentity identity) {
        if (domain.child("uuid").isEmpty()) {
            domain.append("uuid").setText(identity.uuid().toString());
        }
    }
}
