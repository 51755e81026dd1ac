package io.cloudhost.provider.libvirt.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/**
 * Nothing of the base was lost or changed, and nothing added, but for what a clone has of its own.
 *
 * <p>Takes from both documents what may differ, and compares the rest, in its order. Changes both.
 */
final class LossCheck {

    private final Comparison comparison;
    private final Map<Element, String> places = new HashMap<>();

    private LossCheck(Comparison comparison) {
        this.comparison = comparison;
    }

    static void check(Comparison comparison) {
        new LossCheck(comparison).compareRest();
    }

    private void compareRest() {
        // Taken first: a position counts elements that are about to go.
        Xml.elements(comparison.base()).forEach(element -> places.put(element, Place.where(element)));
        Xml.elements(comparison.cloned()).forEach(element -> places.put(element, Place.where(element)));
        List<Element> disks = Xml.children(comparison.base(), "devices/disk");
        List<Element> disksOfTheClone = Xml.children(comparison.cloned(), "devices/disk");
        for (int i = 0; i < Math.min(disks.size(), disksOfTheClone.size()); i++) {
            if (DiskCheck.isWritable(disks.get(i))) {
                OwnParts.takeFromOverlaid(disks.get(i));
                OwnParts.takeFromOverlaid(disksOfTheClone.get(i));
            }
        }
        OwnParts.resetWhatIsTied(comparison.base());
        OwnParts.takeFrom(comparison.base());
        OwnParts.takeFrom(comparison.cloned());
        compare(comparison.base(), comparison.cloned());
    }

    private void compare(Element base, Element clone) {
        Map<String, String> attributes = attributes(base);
        Map<String, String> attributesOfTheClone = attributes(clone);
        attributes.forEach((name, value) -> {
            String ofTheClone = attributesOfTheClone.remove(name);
            if (ofTheClone == null) {
                report(base, "/@" + name, "is lost: " + value);
            } else if (!ofTheClone.equals(value)) {
                report(base, "/@" + name, "is changed: " + value + " to " + ofTheClone);
            }
        });
        attributesOfTheClone.forEach((name, value) -> report(clone, "/@" + name, "is added: " + value));
        List<Element> children = Xml.children(base);
        List<Element> childrenOfTheClone = Xml.children(clone);
        if (children.isEmpty() && childrenOfTheClone.isEmpty()) {
            compareTexts(base, clone);
        }
        for (int i = 0; i < children.size(); i++) {
            Element child = children.get(i);
            if (i >= childrenOfTheClone.size()) {
                report(child, "", "is lost");
                return;
            }
            Element counterpart = childrenOfTheClone.get(i);
            if (!Xml.name(child).equals(Xml.name(counterpart))) {
                report(child, "", "is lost, or not where it was: found " + places.get(counterpart));
                return;
            }
            compare(child, counterpart);
        }
        childrenOfTheClone.stream().skip(children.size()).forEach(added -> report(added, "", "is added"));
    }

    private void compareTexts(Element base, Element clone) {
        String text = base.getTextContent();
        String ofTheClone = clone.getTextContent();
        if (!text.equals(ofTheClone) && !(text.isBlank() && ofTheClone.isBlank())) {
            report(base, "", "is changed: " + text + " to " + ofTheClone);
        }
    }

    private void report(Element element, String part, String what) {
        comparison.report(places.get(element) + part, what);
    }

    private static Map<String, String> attributes(Element element) {
        Map<String, String> attributes = new TreeMap<>();
        for (Attr attribute : Xml.attributes(element)) {
            attributes.put(Xml.name(attribute), attribute.getValue());
        }
        return attributes;
    }
}
