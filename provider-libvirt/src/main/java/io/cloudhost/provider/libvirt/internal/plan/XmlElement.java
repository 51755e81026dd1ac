package io.cloudhost.provider.libvirt.internal.plan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** One element of a libvirt document, with the few operations that reading and rewriting such documents takes. */
public final class XmlElement {

    /** No domain comes near it, and what goes through elements level by level calls itself that often. */
    private static final int DEEPEST = 100;

    private final Element element;

    private XmlElement(Element element) {
        this.element = element;
    }

    /**
     * Parse a document. Document types, and with them external entities, are refused.
     *
     * @param xml the document
     * @return its root
     * @throws IllegalArgumentException when it is not well formed, or nested too deeply
     */
    public static XmlElement parse(String xml) {
        return parse(new InputSource(new StringReader(xml)));
    }

    /**
     * Parse a document that says itself how its characters are encoded. Document types, and with them external entities, are
     * refused.
     *
     * @param xml the document
     * @return its root
     * @throws IllegalArgumentException when it is not well formed, or nested too deeply
     */
    public static XmlElement parse(byte[] xml) {
        return parse(new InputSource(new ByteArrayInputStream(xml)));
    }

    private static XmlElement parse(InputSource source) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new ThrowingErrorHandler());
            Document document = builder.parse(source);
            return shallow(new XmlElement(document.getDocumentElement()));
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("not well-formed XML: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser lacks a security feature", e);
        }
    }

    private static XmlElement shallow(XmlElement root) {
        List<XmlElement> level = List.of(root);
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth == DEEPEST) {
                throw new IllegalArgumentException("nested too deeply: more than " + DEEPEST + " levels of elements");
            }
            level = level.stream()
                    .flatMap(element -> element.children().stream())
                    .toList();
        }
        return root;
    }

    /**
     * Return the element's name without its prefix.
     *
     * @return e.g. {@code disk}
     */
    public String name() {
        return element.getLocalName();
    }

    /**
     * Return the element's namespace.
     *
     * @return the namespace, empty for libvirt's own elements
     */
    public String namespace() {
        String namespace = element.getNamespaceURI();
        return namespace == null ? "" : namespace;
    }

    /**
     * Return an attribute's value.
     *
     * @param name the attribute
     * @return its value, or empty where it is not there or empty
     */
    public Optional<String> attribute(String name) {
        return Optional.of(element.getAttribute(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Return the text of the element and of all below it, stripped.
     *
     * @return the text, or empty where there is none
     */
    public Optional<String> text() {
        return Optional.of(element.getTextContent().strip()).filter(text -> !text.isEmpty());
    }

    /**
     * Return all child elements, in order.
     *
     * @return the children; changing the document does not change the list
     */
    public List<XmlElement> children() {
        List<XmlElement> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(new XmlElement(child));
            }
        }
        return children;
    }

    /**
     * Return the child elements of a name, in order.
     *
     * @param name the name, in libvirt's own namespace
     * @return the children
     */
    public Stream<XmlElement> children(String name) {
        return children().stream()
                .filter(child -> child.name().equals(name) && child.namespace().isEmpty());
    }

    /**
     * Return the first child element of a name.
     *
     * @param name the name, in libvirt's own namespace
     * @return the child, if there is one
     */
    public Optional<XmlElement> child(String name) {
        return children(name).findFirst();
    }

    /**
     * Return the document's XML.
     *
     * @return the element and all below it
     */
    public String toXml() {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter writer = new StringWriter();
            transformer.transform(new DOMSource(element), new StreamResult(writer));
            return writer.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("cannot write XML", e);
        }
    }

    /** Tells whether it is an element of this name in libvirt's own namespace. */
    boolean is(String name) {
        return name().equals(name) && namespace().isEmpty();
    }

    /** Returns the attributes by their local names; declarations of namespaces are none. */
    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        NamedNodeMap nodes = element.getAttributes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(node.getNamespaceURI())) {
                attributes.put(node.getLocalName(), node.getNodeValue());
            }
        }
        return attributes;
    }

    /** Returns the element itself and all below it. */
    Stream<XmlElement> descendants() {
        return Stream.concat(Stream.of(this), children().stream().flatMap(XmlElement::descendants));
    }

    /** Returns the element that this one is in. */
    XmlElement parent() {
        return new XmlElement((Element) element.getParentNode());
    }

    /** Tells whether the element has been removed from its parent. */
    boolean isRemoved() {
        return element.getParentNode() == null;
    }

    /** Removes all attributes and all that is in it. */
    void clear() {
        attributes().keySet().forEach(this::removeAttribute);
        setText("");
    }

    XmlElement copy() {
        return new XmlElement((Element) element.cloneNode(true));
    }

    void setAttribute(String name, String value) {
        element.setAttributeNS(null, name, value);
    }

    void removeAttribute(String name) {
        element.removeAttribute(name);
    }

    void setText(String text) {
        element.setTextContent(text);
    }

    /** Returns the first child of the name, made at the end where there is none. */
    XmlElement childOrNew(String name) {
        return child(name).orElseGet(() -> append(name));
    }

    /** Appends an element without a namespace, as all of libvirt's own are. */
    XmlElement append(String name) {
        return appended(element.getOwnerDocument().createElementNS(null, name));
    }

    /** Appends a copy of an element of another document. */
    XmlElement append(XmlElement other) {
        return appended((Element) element.getOwnerDocument().importNode(other.element, true));
    }

    void removeChildren(String name) {
        children(name).forEach(XmlElement::remove);
    }

    /** Removes the element, and the white space before it, from its parent. */
    void remove() {
        Node before = element.getPreviousSibling();
        Node parent = element.getParentNode();
        if (before != null
                && before.getNodeType() == Node.TEXT_NODE
                && before.getTextContent().isBlank()) {
            parent.removeChild(before);
        }
        parent.removeChild(element);
    }

    /** Puts a copy of an element of another document in the place of this one. */
    void replaceWith(XmlElement other) {
        element.getParentNode().replaceChild(element.getOwnerDocument().importNode(other.element, true), element);
    }

    private XmlElement appended(Element child) {
        element.appendChild(child);
        return new XmlElement(child);
    }

    /** The JDK's own handler prints to the standard error stream. */
    private static final class ThrowingErrorHandler implements ErrorHandler {

        @Override
        public void warning(SAXParseException exception) {
            // A warning does not make a document unusable.
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }
}
