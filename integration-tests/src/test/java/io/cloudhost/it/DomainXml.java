package io.cloudhost.it;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What libvirt keeps of a domain. */
final class DomainXml {

    private final Document document;

    private DomainXml(String xml) {
        try {
            document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what the domain is defined as. */
    static DomainXml defined(String domain) {
        return new DomainXml(Virsh.run("dumpxml", "--inactive", domain));
    }

    /** Reads what the domain is while it runs, with all that libvirt has chosen for it. */
    static DomainXml running(String domain) {
        return new DomainXml(Virsh.run("dumpxml", domain));
    }

    /** Returns the texts of all elements or attributes that an XPath expression finds. */
    List<String> all(String expression) {
        try {
            NodeList nodes = (NodeList)
                    XPathFactory.newInstance().newXPath().evaluate(expression, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent().strip())
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the text of the only element or attribute that an XPath expression finds. */
    String one(String expression) {
        List<String> found = all(expression);
        if (found.size() != 1) {
            throw new IllegalStateException(expression + " finds " + found);
        }
        return found.get(0);
    }
}
