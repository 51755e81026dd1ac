package io.cloudhost.provider.libvirt.corpus;

import java.util.List;
import org.w3c.dom.Element;

/** Says where in a domain an element is. */
final class Place {

    private Place() {}

    /** Returns the kind of place, e.g. {@code devices/disk/source}; empty for the domain itself. */
    static String of(Element element) {
        return parent(element) == null ? "" : join(of(parent(element)), Xml.name(element));
    }

    /** Returns the very place, e.g. {@code devices/disk[2]/source}; empty for the domain itself. */
    static String where(Element element) {
        Element parent = parent(element);
        if (parent == null) {
            return "";
        }
        String name = Xml.name(element);
        List<Element> namesakes = Xml.children(parent).stream()
                .filter(sibling -> Xml.name(sibling).equals(name))
                .toList();
        String position = namesakes.size() == 1 ? "" : "[" + (namesakes.indexOf(element) + 1) + "]";
        return join(where(parent), name + position);
    }

    private static Element parent(Element element) {
        return element.getParentNode() instanceof Element parent ? parent : null;
    }

    private static String join(String parent, String name) {
        return parent.isEmpty() ? name : parent + "/" + name;
    }
}
