package io.cloudhost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.cli.DocumentedCommand;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The plan that docs/cloning.md shows is what the command prints. */
class PlanExampleTest {

    private static final Path PAGE = Path.of(System.getProperty("project.root"), "docs", "cloning.md");

    @Test
    void thePlanInTheDocsIsThatOfTheCommand() throws IOException, URISyntaxException {
        Path base = Path.of(getClass().getResource("web.xml").toURI());

        String printed = withoutChance(DocumentedCommand.output("plan", "--domain-xml", base.toString()));

        assertThat(Page.parse("docs/cloning.md", Files.readString(PAGE)).blocks().stream()
                        .filter(block -> block.language().equals("text"))
                        .map(block -> withoutChance(block.text())))
                .contains(printed);
    }

    /** Each clone has other names and addresses, of the same length. */
    private static String withoutChance(String plan) {
        return plan.replaceAll("web-[0-9a-f]{8}", "web-5ee2867e")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "5ee2867e-bac2-4122-9b14-e786eb84dd41")
                .replaceAll("52:54:00(:[0-9a-f]{2}){3}", "52:54:00:71:40:4f");
    }
}
