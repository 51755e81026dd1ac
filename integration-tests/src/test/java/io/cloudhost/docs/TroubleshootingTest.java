package io.cloudhost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages that docs/troubleshooting.md explains are those of the code: what users search the page for is there. */
class TroubleshootingTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    private static final Pattern MESSAGE = Pattern.compile("(?m)^### `(.+)`$");

    /** What stands in a message for what differs. */
    private static final String VARIABLE = "…";

    /** How far apart two parts of one message are in a source at most. */
    private static final String APART = "[\\s\\S]{0,900}?";

    @Test
    void everyMessageStandsInASource() throws IOException {
        List<String> sources = sources();
        List<String> messages = MESSAGE.matcher(Files.readString(ROOT.resolve("docs/troubleshooting.md")))
                .results()
                .map(message -> message.group(1))
                .toList();

        assertThat(messages).hasSizeGreaterThan(40);
        assertThat(messages.stream().filter(message -> !isIn(sources, message))).isEmpty();
    }

    @Test
    void aMessageThatNobodyWritesIsFound() {
        List<String> sources =
                List.of(readable("throw new X(\"the base '\" + name + \"' is \"\n    + \"gone for \\\"good\\\"\");"));

        assertThat(isIn(sources, "the base '…' is gone for \"good\"")).isTrue();
        assertThat(isIn(sources, "the base '…' is lost")).isFalse();
        assertThat(isIn(
                        List.of(readable("throw new X(\"it is \" + state,\n    \"Mend it\", null);")),
                        "it is …. Mend it"))
                .isTrue();
        assertThat(isIn(sources, "gone for … the base '…'")).isFalse();
    }

    /** Tells whether one source has all parts of the message between its variables, in their order. */
    private static boolean isIn(List<String> sources, String message) {
        Pattern parts = Pattern.compile(Arrays.stream(message.split(VARIABLE, -1))
                .map(String::strip)
                .filter(part -> part.length() > 1)
                .map(Pattern::quote)
                .collect(Collectors.joining(APART)));
        return sources.stream().anyMatch(source -> parts.matcher(source).find());
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(TroubleshootingTest::files)
                    .map(TroubleshootingTest::read)
                    .toList();
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return readable(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts together what the source's lines take apart, and writes quotes as readers see them. What is wrong and what to do are
     * two arguments, and two sentences of one message.
     */
    private static String readable(String source) {
        return source.replaceAll(",\\s*\"(?=[A-Z])", " + \". ")
                .replaceAll("\"\\s*\\+\\s*\"", "")
                .replace("\\\"", "\"");
    }
}
