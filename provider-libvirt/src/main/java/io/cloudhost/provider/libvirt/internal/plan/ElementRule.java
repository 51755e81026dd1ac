package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import java.util.Optional;

/** Decides what becomes of one kind of element, and rewrites it. */
interface ElementRule {

    /**
     * Decides on an element that is a copy of the base's.
     *
     * @param element a child of the domain or of its devices; rewritten or removed in place
     * @param draft the plan so far
     * @return the decision, or empty where the element is not of this rule's kind
     */
    Optional<Decision> apply(XmlElement element, Draft draft);

    static Optional<Decision> kept(String element, String reason) {
        return Optional.of(new Decision(element, Verdict.KEPT, reason, Optional.empty()));
    }

    static Optional<Decision> rewritten(String element, String reason) {
        return Optional.of(new Decision(element, Verdict.REWRITTEN, reason, Optional.empty()));
    }

    static Optional<Decision> shared(String element, String reason) {
        return Optional.of(new Decision(element, Verdict.SHARED, reason, Optional.empty()));
    }

    static Optional<Decision> refused(String element, String reason, String remedy) {
        return Optional.of(new Decision(element, Verdict.REFUSED, reason, Optional.of(remedy)));
    }
}
