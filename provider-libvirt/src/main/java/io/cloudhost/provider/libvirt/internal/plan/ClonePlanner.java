package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Plan clones: go through a base's XML element by element and decide what the clone has in its place.
 *
 * <p>Rule: a clone shares nothing writable with its base, nor any identity; everything else stays as the base has it. Has
 * no side effects and asks nobody. Thread-safe.
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
            new OwnedDeviceRule(),
            new FilesystemRule(),
            new SharedMemoryRule(),
            new InstanceRule());

    /** Decides on elements of QEMU's own namespace. */
    private static final ElementRule COMMAND_LINE = new CommandLineRule();

    /** Where QEMU runs the machine. {@code test} is libvirt's driver for tests. */
    private static final Set<String> MACHINES = Set.of("kvm", "qemu", "kqemu", "hvf", "test");

    /**
     * Plan a clone.
     *
     * @param base the base's inactive domain XML
     * @param wish what is asked of the clone
     * @param survey what was found out of the storage of all {@linkplain BaseDisk#allOf the base's disks}
     * @return the plan; it may refuse
     * @throws IllegalArgumentException when {@code base} is no domain
     */
    public ClonePlan plan(XmlElement base, CloneWish wish, StorageSurvey survey) {
        String baseName = base.child("name").flatMap(XmlElement::text).orElse("");
        if (!base.name().equals("domain") || baseName.isEmpty()) {
            throw new IllegalArgumentException("not a libvirt domain: expected <domain> with a <name>");
        }
        XmlElement domain = base.copy();
        domain.removeAttribute("id");
        Draft draft = new Draft(wish, survey);
        SystemSerial.makeRoom(domain, draft);
        SharedMemoryRule.makeRoom(domain, draft);
        List<Decision> decisions = new ArrayList<>(kind(domain));
        for (XmlElement element : domain.children()) {
            if (element.is("devices")) {
                element.children().forEach(device -> decisions.addAll(decide(device, draft)));
            } else {
                decisions.addAll(decide(element, draft));
            }
        }
        if (!wish.mappings().isEmpty()) {
            decisions.addAll(FilesystemRule.map(domain.childOrNew("devices"), draft));
        }
        addMissingUuid(domain, wish.identity());
        CloneRecord record = CloneRecord.of(wish.identity(), wish.provenance(), draft.volumes());
        record.writeTo(domain);
        return new ClonePlan(
                wish.identity().name(),
                wish.identity().uuid(),
                baseName,
                decisions,
                draft.volumes(),
                draft.interfaces(),
                draft.writableFolders(),
                draft.varstore(),
                record,
                domain.toXml());
    }

    private static List<Decision> kind(XmlElement domain) {
        String type = domain.attribute("type").orElse("qemu");
        return MACHINES.contains(type)
                ? List.of()
                : ElementRule.refused(
                        "domain " + type, "not a machine that QEMU runs", "use a base of type 'kvm' or 'qemu'");
    }

    private static List<Decision> decide(XmlElement element, Draft draft) {
        List<Decision> commandLine = COMMAND_LINE.apply(element, draft);
        if (!commandLine.isEmpty()) {
            // It has looked at every value, and knows better what is a path.
            return commandLine;
        }
        String name = describe(element);
        List<Decision> decisions = element.namespace().isEmpty()
                ? RULES.stream()
                        .map(rule -> rule.apply(element, draft))
                        .filter(made -> !made.isEmpty())
                        .findFirst()
                        .orElseGet(() -> ElementRule.kept(name, "part of the machine"))
                : ElementRule.kept(name, "not libvirt's, passed on as it is");
        if (isSettled(element, decisions)) {
            return decisions;
        }
        // A rule that speaks of parts of an element speaks of the element itself at last.
        String known = decisions.get(decisions.size() - 1).element();
        return UndecidedPaths.refuse(element, known, draft).map(List::of).orElse(decisions);
    }

    /** What is gone or refused is, and what is only read as a whole may name files. */
    private static boolean isSettled(XmlElement element, List<Decision> decisions) {
        return element.isRemoved()
                || decisions.stream().anyMatch(decision -> decision.verdict() == Verdict.REFUSED)
                || decisions.stream().allMatch(decision -> decision.verdict() == Verdict.SHARED);
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
