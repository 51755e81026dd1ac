package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import java.util.List;
import java.util.Optional;

/** Decides what becomes of one kind of element, and rewrites it. */
interface ElementRule {

    /** What a rule answers of an element that is not of its kind. */
    List<Decision> NOT_MINE = List.of();

    /**
     * Decides on an element that is a copy of the base's.
     *
     * @param element a child of the domain or of its devices, in libvirt's own namespace unless the rule is about another;
     *     rewritten or removed in place
     * @param draft the plan so far
     * @return the decisions, {@link #NOT_MINE} where the element is not of this rule's kind
     */
    List<Decision> apply(XmlElement element, Draft draft);

    static List<Decision> kept(String element, String reason) {
        return List.of(new Decision(element, Verdict.KEPT, reason, Optional.empty()));
    }

    static List<Decision> rewritten(String element, String reason) {
        return List.of(new Decision(element, Verdict.REWRITTEN, reason, Optional.empty()));
    }

    static List<Decision> shared(String element, String reason) {
        return List.of(new Decision(element, Verdict.SHARED, reason, Optional.empty()));
    }

    static List<Decision> refused(String element, String reason, String remedy) {
        return List.of(new Decision(element, Verdict.REFUSED, reason, Optional.of(remedy)));
    }
}
