package io.cloudhost.provider.libvirt.corpus;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Walks domain XML by the JDK's means alone: what is tested here has its own. */
final class Xml {

    /** What the checks look for; whatever else is foreign bears its namespace. */
    private static final Map<String, String> PREFIXES = Map.of(
            "http://libvirt.org/schemas/domain/qemu/1.0", "qemu:",
            "https://cloudhost.io/xmlns/libvirt/clone/1", "cloudhost:");

    private Xml() {}

    static Element parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setIgnoringComments(true);
            factory.setCoalescing(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("not well-formed: " + e.getMessage() + "\n" + xml, e);
        }
    }

    static String write(Document document) {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter written = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(written));
            return written.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Element> children(Node parent) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    /** Returns the children of that place, e.g. {@code system/entry}, in the order of the document. */
    static List<Element> children(Element parent, String place) {
        List<Element> found = List.of(parent);
        for (String step : place.split("/", -1)) {
            found = found.stream()
                    .flatMap(element -> children(element).stream())
                    .filter(child -> name(child).equals(step))
                    .toList();
        }
        return found;
    }

    static Optional<Element> child(Element parent, String place) {
        return children(parent, place).stream().findFirst();
    }

    static Stream<Element> elements(Element root) {
        return Stream.concat(Stream.of(root), children(root).stream().flatMap(Xml::elements));
    }

    static Optional<String> attribute(Element element, String name) {
        return element.hasAttribute(name) ? Optional.of(element.getAttribute(name)) : Optional.empty();
    }

    static boolean has(Element element, String attribute, String value) {
        return element.getAttribute(attribute).equals(value);
    }

    static List<Attr> attributes(Element element) {
        NamedNodeMap map = element.getAttributes();
        return IntStream.range(0, map.getLength())
                .mapToObj(i -> (Attr) map.item(i))
                .filter(attribute -> !XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI()))
                .toList();
    }

    /** Returns the name with the namespace before it, where it has one, however the document abbreviates that. */
    static String name(Node node) {
        String namespace = node.getNamespaceURI();
        if (namespace == null) {
            return node.getLocalName();
        }
        return PREFIXES.getOrDefault(namespace, "{" + namespace + "}") + node.getLocalName();
    }

    static String text(Element element) {
        return element.getTextContent().strip();
    }

    /** Returns all that the document says: each attribute, and the text of each element that has no other in it. */
    static List<Value> values(Element root) {
        List<Value> values = new ArrayList<>();
        elements(root).forEach(element -> {
            for (Attr attribute : attributes(element)) {
                values.add(new Value(element, "/@" + name(attribute), attribute.getValue()));
            }
            if (children(element).isEmpty() && !text(element).isEmpty()) {
                values.add(new Value(element, "", text(element)));
            }
        });
        return values;
    }

    /**
     * One thing that a document says.
     *
     * @param element the element that says it
     * @param attribute the attribute that does, e.g. {@code /@file}; empty where it is the text
     * @param text what it says
     */
    record Value(Element element, String attribute, String text) {

        /** Returns the kind of place, e.g. {@code devices/disk/source/@file}. */
        String place() {
            return Place.of(element) + attribute;
        }

        /** Returns the very place, e.g. {@code devices/disk[2]/source/@file}. */
        String where() {
            return Place.where(element) + attribute;
        }

        boolean isPath() {
            return text.startsWith("/");
        }
    }

    /** The JDK's would print to the standard error. */
    private static final class Silent implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {
            // A warning ends nothing.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
