package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Driver;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives the clone memory that it shares with virtiofs daemons, where a folder is mapped by them. */
final class SharedMemoryRule implements ElementRule {

    /** Others can map these; anonymous memory would become a file in a folder of libvirt's, on its disk. */
    private static final Set<String> SHAREABLE = Set.of("file", "memfd");

    /** Gives a base that says nothing of its memory an element to say it in. */
    static void makeRoom(XmlElement domain, Draft draft) {
        if (isNeeded(draft)) {
            domain.childOrNew("memoryBacking");
        }
    }

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        if (!isNeeded(draft)) {
            return NOT_MINE;
        }
        return switch (element.name()) {
            case "memoryBacking" -> memory(element);
            case "cpu" -> cells(element);
            default -> NOT_MINE;
        };
    }

    private static boolean isNeeded(Draft draft) {
        return draft.mappings().stream().anyMatch(mapping -> mapping.driver() == Driver.VIRTIOFS);
    }

    private static List<Decision> memory(XmlElement element) {
        Optional<String> source = element.child("source").flatMap(child -> child.attribute("type"));
        if (element.child("hugepages").isEmpty()
                && source.filter(SHAREABLE::contains).isEmpty()) {
            element.childOrNew("source").setAttribute("type", "memfd");
        }
        element.childOrNew("access").setAttribute("mode", "shared");
        return ElementRule.rewritten("memoryBacking", "shared, since virtiofs needs it");
    }

    /** What a cell says of itself counts more than what is said of all memory. */
    private static List<Decision> cells(XmlElement cpu) {
        List<XmlElement> ofTheirOwn = cpu.children("numa")
                .flatMap(numa -> numa.children("cell"))
                .filter(cell -> cell.attribute("memAccess").isPresent())
                .toList();
        ofTheirOwn.forEach(cell -> cell.removeAttribute("memAccess"));
        return ofTheirOwn.isEmpty()
                ? NOT_MINE
                : ElementRule.rewritten("cpu numa", "its memory shared, since virtiofs needs it");
    }
}
