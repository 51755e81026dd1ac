package io.cloudhost.provider.libvirt.corpus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** A base beside its clone, and what was found wrong so far. One place is reported once, by who sees it first. */
final class Comparison {

    private final Element base;
    private final Element clone;
    private final Map<String, String> violations = new LinkedHashMap<>();

    Comparison(Element base, Element clone) {
        this.base = base;
        this.clone = clone;
    }

    Element base() {
        return base;
    }

    Element cloned() {
        return clone;
    }

    void report(Element element, String what) {
        report(Place.where(element), what);
    }

    void report(Element element, String attribute, String what) {
        report(Place.where(element) + "/@" + attribute, what);
    }

    void report(String where, String what) {
        violations.putIfAbsent(where.startsWith("/") ? where.substring(1) : where, what);
    }

    List<String> violations() {
        return violations.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }
}
