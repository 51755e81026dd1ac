package io.cloudhost.provider.libvirt.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A domain of the corpus, and what its first line says becomes of it.
 *
 * @param path the file
 * @param name its path in the corpus, e.g. {@code beyond-the-schema/pstore.xml}
 * @param xml the domain
 * @param refused words that name the elements that a plan refuses, e.g. {@code disk vdb}; none where it can be cloned
 */
record CorpusFile(Path path, String name, String xml, List<String> refused) {

    private static final String BEYOND_THE_SCHEMA = "beyond-the-schema/";

    private static final Pattern EXPECTATION = Pattern.compile("<!-- (?:cloned|refused: (.+?)) -->");

    static List<CorpusFile> all() {
        try {
            Path folder =
                    Path.of(CorpusFile.class.getResource("README.md").toURI()).resolveSibling("");
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(file -> file.toString().endsWith(".xml"))
                        .sorted()
                        .map(file -> read(folder, file))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isCloned() {
        return refused.isEmpty();
    }

    /** Whether libvirt's schema has something in it that it does not know. */
    boolean isBeyondTheSchema() {
        return name.startsWith(BEYOND_THE_SCHEMA);
    }

    @Override
    public String toString() {
        return name;
    }

    private static CorpusFile read(Path folder, Path file) {
        try {
            String xml = Files.readString(file);
            Matcher expectation = EXPECTATION.matcher(xml.lines().findFirst().orElse(""));
            if (!expectation.find()) {
                throw new IllegalStateException(file + " does not say in its first line what becomes of it");
            }
            List<String> refused = expectation.group(1) == null
                    ? List.of()
                    : Stream.of(expectation.group(1).split(", ", -1)).toList();
            return new CorpusFile(file, folder.relativize(file).toString(), xml, refused);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
