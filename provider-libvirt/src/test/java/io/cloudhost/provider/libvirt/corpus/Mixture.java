package io.cloudhost.provider.libvirt.corpus;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A domain of the corpus with devices of others.
 *
 * @param base the domain
 * @param devices what is added to it
 */
record Mixture(CorpusFile base, List<Device> devices) {

    /**
     * A device of a domain of the corpus.
     *
     * @param file where it is from
     * @param element the device; never changed
     */
    record Device(CorpusFile file, Element element) {

        static Stream<Device> allOf(CorpusFile file) {
            return Xml.children(Xml.parse(file.xml()), "devices").stream()
                    .flatMap(devices -> Xml.children(devices).stream())
                    .map(element -> new Device(file, element));
        }
    }

    String xml() {
        Element domain = Xml.parse(base.xml());
        Document document = domain.getOwnerDocument();
        Node all = Xml.child(domain, "devices")
                .orElseGet(() -> (Element) domain.appendChild(document.createElementNS(null, "devices")));
        devices.forEach(device -> all.appendChild(document.importNode(device.element(), true)));
        giveDisksTargetsOfTheirOwn(domain);
        return Xml.write(document);
    }

    /** As libvirt demands; and only so can one disk be told from another. */
    private static void giveDisksTargetsOfTheirOwn(Element domain) {
        Set<String> taken = new HashSet<>();
        int next = 0;
        for (Element target : Xml.children(domain, "devices/disk/target")) {
            while (!taken.add(target.getAttribute("dev"))) {
                target.setAttribute("dev", "vdmix" + (char) ('a' + next++));
            }
        }
    }
}
