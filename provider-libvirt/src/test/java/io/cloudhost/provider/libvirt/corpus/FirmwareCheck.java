package io.cloudhost.provider.libvirt.corpus;

import java.util.Optional;
import org.w3c.dom.Element;

/** The varstore: one of its own, with the contents of the base's. */
final class FirmwareCheck {

    private FirmwareCheck() {}

    static void check(Comparison comparison) {
        Optional<Element> base = Xml.child(comparison.base(), "os/nvram");
        Optional<Element> clone = Xml.child(comparison.cloned(), "os/nvram");
        if (base.isPresent() && clone.isEmpty()) {
            comparison.report("os/nvram", "is lost");
        }
        clone.ifPresent(nvram -> {
            String type = nvram.getAttribute("type");
            if (!type.isEmpty() && !type.equals("file")) {
                comparison.report(nvram, "type", "cannot be a varstore of its own: " + type);
            }
            base.flatMap(FirmwareCheck::varstore)
                    .filter(contents -> !Xml.has(nvram, "template", contents))
                    .ifPresent(contents ->
                            comparison.report(nvram, "template", "is not the base's varstore: " + contents));
        });
    }

    /** Returns the file that holds the variables, in the old form or the new one. */
    private static Optional<String> varstore(Element nvram) {
        Optional<Element> source = Xml.child(nvram, "source");
        return source.isPresent()
                ? source.flatMap(element -> Xml.attribute(element, "file"))
                : Optional.of(Xml.text(nvram)).filter(text -> !text.isEmpty());
    }
}
