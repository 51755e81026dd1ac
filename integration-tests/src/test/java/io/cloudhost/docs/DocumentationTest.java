package io.cloudhost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page of the project: README.md, docs, and what lies beside the code. CONTRIBUTING.md has the rules for writers. */
class DocumentationTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    private static final Path EXTERNAL_LINKS =
            ROOT.resolve("integration-tests/src/test/resources/io/cloudhost/docs/external-links.txt");

    /** What is shown and not given to anybody: output of programs, other programs' files. */
    private static final String TEXT = "text";

    private final List<Page> pages = Page.all(ROOT);

    @TempDir
    private Path folder;

    @Test
    void everyBlockIsOfALanguageThatIsChecked() throws IOException {
        Set<String> known = new TreeSet<>(checks().keySet());
        known.add(TEXT);

        assertThat(blocks().filter(block -> !known.contains(block.language()))
                        .map(block -> block.problem("'" + block.language() + "' is none of " + known)))
                .isEmpty();
    }

    @Test
    void everyBlockIsWhatItsLanguageSays() throws IOException {
        Map<String, List<CodeBlock>> byLanguage = blocks().collect(Collectors.groupingBy(CodeBlock::language));

        assertThat(checks().entrySet().stream()
                        .flatMap(check ->
                                check.getValue().problems(byLanguage.getOrDefault(check.getKey(), List.of())).stream()))
                .isEmpty();
    }

    @Test
    void everyCommandInTheProseIsOne() {
        assertThat(MentionCheck.problems(pages)).isEmpty();
    }

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(new LinkCheck(ROOT, pages).problems()).isEmpty();
    }

    /** A list that somebody can go through now and then: a test that asks the network would fail for no reason of ours. */
    @Test
    void theLinksThatLeadOutOfTheProjectAreListed() throws IOException {
        String list = pages.stream()
                .flatMap(page -> page.links().stream())
                .filter(Link::isExternal)
                .map(Link::target)
                .sorted()
                .distinct()
                .collect(Collectors.joining("\n", "", "\n"));

        if (Boolean.getBoolean("update.reference")) {
            Files.writeString(EXTERNAL_LINKS, list);
        }
        assertThat(EXTERNAL_LINKS)
                .as("made anew with: mvn verify -pl integration-tests -am -Dupdate.reference=true")
                .hasContent(list);
    }

    private Stream<CodeBlock> blocks() {
        return pages.stream().flatMap(page -> page.blocks().stream());
    }

    private Map<String, BlockCheck> checks() throws IOException {
        return Map.of(
                "java", new JavaCheck(),
                "hocon", new HoconCheck(folder),
                "xml", new XmlCheck(artifacts()),
                "sh", new ShellCheck(ROOT));
    }

    private static Set<String> artifacts() throws IOException {
        return Pattern.compile("<artifactId>(cloudhost-[a-z-]+)</artifactId>")
                .matcher(Files.readString(ROOT.resolve("bom/pom.xml")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }
}
