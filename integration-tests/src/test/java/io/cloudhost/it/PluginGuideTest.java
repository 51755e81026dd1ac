package io.cloudhost.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudhost.docs.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide shows to the authors of plugins is what is built and tested, word for word. */
class PluginGuideTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path EXAMPLE = ROOT.resolve("examples/strategy-plugin");
    private static final Path CHECK = ROOT.resolve("api/src/main/java/io/cloudhost/api/internal/PortCheck.java");

    @ParameterizedTest
    @MethodSource("blocks")
    void blockOfTheGuideIsPartOfWhatIsBuilt(String block) throws IOException {
        assertThat(sources()).anyMatch(source -> source.contains(block));
    }

    @Test
    void strategyOfTheExampleIsShort() throws IOException {
        String source = Files.readString(EXAMPLE.resolve("src/main/java/org/example/leases/LeaseFileStrategy.java"));

        assertThat(source.substring(source.indexOf("final class")).lines().filter(line -> !line.isBlank()))
                .hasSizeLessThan(40);
    }

    static List<String> blocks() {
        List<String> blocks = Page.of(ROOT, "docs/plugins.md").blocks().stream()
                .map(block -> block.text().substring(0, block.text().length() - 1))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(6);
        return blocks;
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> example = Files.walk(EXAMPLE)) {
            List<Path> files = example.filter(file -> !file.startsWith(EXAMPLE.resolve("target")))
                    .filter(Files::isRegularFile)
                    .toList();
            return Stream.concat(files.stream(), Stream.of(CHECK))
                    .map(PluginGuideTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
