package io.cloudhost.docs;

import io.cloudhost.api.CloudHosts;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.HostPlan;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads XML, which may have several roots; what it names of ours must be there, and a domain must be one that can be cloned. */
final class XmlCheck implements BlockCheck {

    private final Set<String> artifacts;

    /**
     * Makes a check.
     *
     * @param artifacts the names of all that we publish
     */
    XmlCheck(Set<String> artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    public List<Problem> problems(List<CodeBlock> blocks) {
        List<Problem> problems = new ArrayList<>();
        for (CodeBlock block : blocks) {
            try {
                Element root = parse("<block>" + withoutDeclaration(block.text()) + "</block>");
                checkArtifacts(block, root, problems);
                if (isDomain(root)) {
                    checkDomain(block, problems);
                }
            } catch (SAXParseException e) {
                problems.add(block.problem(e.getLineNumber(), e.getMessage()));
            } catch (SAXException | CloudHostException e) {
                problems.add(block.problem(e.getMessage()));
            }
        }
        return problems;
    }

    private void checkArtifacts(CodeBlock block, Element root, List<Problem> problems) {
        NodeList names = root.getElementsByTagName("artifactId");
        for (int index = 0; index < names.getLength(); index++) {
            String name = names.item(index).getTextContent();
            if (name.startsWith("cloudhost-") && !artifacts.contains(name)) {
                problems.add(block.problem("there is no artifact " + name));
            }
        }
    }

    /** Tells whether the block is a domain: a network may have an element of this name. */
    private static boolean isDomain(Element root) {
        NodeList domains = root.getElementsByTagName("domain");
        return domains.getLength() == 1 && domains.item(0).getParentNode().equals(root);
    }

    private static void checkDomain(CodeBlock block, List<Problem> problems) {
        HostPlan plan = CloudHosts.builder()
                .tearDownAtExit(false)
                .build()
                .plan("documented", block.text().getBytes(StandardCharsets.UTF_8));
        plan.decisions().stream()
                .filter(decision -> decision.verdict() == HostPlan.Verdict.REFUSED)
                .forEach(decision -> problems.add(block.problem(decision.element() + ": " + decision.reason())));
    }

    private static String withoutDeclaration(String text) {
        return text.replaceFirst("^<\\?xml[^>]*\\?>", "");
    }

    private static Element parse(String text) throws SAXException {
        try {
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            // The default handler prints what it then throws.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
