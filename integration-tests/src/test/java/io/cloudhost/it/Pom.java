package io.cloudhost.it;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** A {@code pom.xml} as it is written: nothing is inherited or replaced. */
record Pom(Path file, Document document) {

    static Pom of(Path folder) {
        Path file = folder.resolve("pom.xml");
        try {
            return new Pom(
                    file,
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
        } catch (Exception e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    /** Returns the texts of the elements that an XPath selects. */
    List<String> texts(String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(index -> nodes.item(index).getTextContent().strip())
                    .toList();
        } catch (Exception e) {
            throw new AssertionError("cannot look for " + path + " in " + file, e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
