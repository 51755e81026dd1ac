package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.HostPlan.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Resets what ties a domain to one place or one moment: labels, processors, a clock that stands still. */
final class InstanceRule implements ElementRule {

    private static final List<String> PINS = List.of("vcpupin", "emulatorpin", "iothreadpin");

    /** Shares of caches and memory controllers that the hypervisor gives to one domain only. */
    private static final List<String> ALLOTMENTS = List.of("cachetune", "memorytune");

    @Override
    public List<Decision> apply(XmlElement element, Draft draft) {
        return switch (element.name()) {
            case "seclabel" -> securityLabel(element);
            case "clock" -> clock(element);
            case "vcpu" -> processors(element);
            case "cputune" -> processorTuning(element);
            case "resource" -> resource(element);
            default -> NOT_MINE;
        };
    }

    private static List<Decision> securityLabel(XmlElement element) {
        if (element.attribute("type").filter("static"::equals).isEmpty()) {
            return NOT_MINE;
        }
        element.setAttribute("type", "dynamic");
        element.setAttribute("relabel", "yes");
        List.of("label", "imagelabel", "baselabel").forEach(element::removeChildren);
        return ElementRule.rewritten("seclabel", "a label of its own: a static one ties files to one domain");
    }

    private static List<Decision> clock(XmlElement element) {
        if (element.attribute("offset").filter("absolute"::equals).isEmpty()) {
            return NOT_MINE;
        }
        element.setAttribute("offset", "utc");
        element.removeAttribute("start");
        return ElementRule.rewritten("clock", "set to UTC: it began at a fixed moment");
    }

    private static List<Decision> processors(XmlElement element) {
        if (element.attribute("cpuset").isEmpty()) {
            return NOT_MINE;
        }
        element.removeAttribute("cpuset");
        return ElementRule.rewritten("vcpu", "not pinned to the base's processors");
    }

    private static List<Decision> processorTuning(XmlElement element) {
        List<String> reasons = new ArrayList<>();
        if (removeAll(PINS, element)) {
            reasons.add("not pinned to the base's processors");
        }
        if (removeAll(ALLOTMENTS, element)) {
            reasons.add("without the base's share of caches and memory bandwidth");
        }
        return reasons.isEmpty() ? NOT_MINE : ElementRule.rewritten("cputune", String.join("; ", reasons));
    }

    /** Returns whether there were any. */
    private static boolean removeAll(List<String> names, XmlElement element) {
        List<XmlElement> children = names.stream().flatMap(element::children).toList();
        children.forEach(XmlElement::remove);
        return !children.isEmpty();
    }

    /** The identifier tells the storage network whose traffic it carries. */
    private static List<Decision> resource(XmlElement element) {
        List<XmlElement> names =
                Stream.of("fibrechannel").flatMap(element::children).toList();
        if (names.isEmpty()) {
            return NOT_MINE;
        }
        names.forEach(XmlElement::remove);
        if (element.children().isEmpty()) {
            element.remove();
        }
        return ElementRule.rewritten("resource", "without the name that storage networks know the base by");
    }
}
