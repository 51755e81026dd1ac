package io.cloudhost.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown file.
 *
 * @param name its path from the project's root
 * @param blocks its code
 * @param mentions the code within its prose
 * @param links what its prose leads to
 * @param anchors the parts that a link can lead to, named as GitHub names them
 */
public record Page(
        String name, List<CodeBlock> blocks, List<CodeBlock> mentions, List<Link> links, Set<String> anchors) {

    private static final Pattern FENCE = Pattern.compile("(\\s*)(```+)\\s*(.*)");

    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+?)( +#+)?");

    /** Without the text before it, which may begin on another line. */
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    private static final Pattern INLINE_CODE = Pattern.compile("`([^`]*)`");

    /** Reads all pages of the project: not what is built, nor what the tests of a module keep among their sources. */
    static List<Page> all(Path root) {
        List<Page> pages = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = folder.getFileName().toString();
                    boolean isOurs = folder.equals(root) || !name.startsWith(".");
                    return isOurs && !Set.of("target", "src").contains(name)
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (file.toString().endsWith(".md")) {
                        pages.add(parse(root.relativize(file).toString(), Files.readString(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    /**
     * Reads one page.
     *
     * @param name its path from the project's root
     */
    public static Page of(Path root, String name) {
        try {
            return parse(name, Files.readString(root.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the first block in a language, each of its lines with its end. */
    public String firstBlock(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no block in " + language))
                .text();
    }

    static Page parse(String name, String text) {
        List<CodeBlock> blocks = new ArrayList<>();
        List<CodeBlock> mentions = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        Set<String> anchors = new HashSet<>();
        List<String> lines = text.lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            Matcher fence = FENCE.matcher(lines.get(index));
            if (fence.matches()) {
                int first = index;
                StringBuilder code = new StringBuilder();
                String end = fence.group(2);
                for (index++; index < lines.size() && !lines.get(index).strip().equals(end); index++) {
                    code.append(unindented(lines.get(index), fence.group(1))).append('\n');
                }
                blocks.add(new CodeBlock(name, first + 1, fence.group(3), code.toString()));
            } else {
                String line = lines.get(index);
                int number = index + 1;
                heading(line, anchors);
                INLINE_CODE
                        .matcher(line)
                        .results()
                        .forEach(code -> mentions.add(new CodeBlock(name, number, "", code.group(1))));
                // A link may have code for its text, and code may look like a link.
                LINK.matcher(INLINE_CODE.matcher(line).replaceAll("code"))
                        .results()
                        .forEach(link -> links.add(new Link(name, number, link.group(1))));
            }
        }
        return new Page(name, blocks, mentions, links, anchors);
    }

    private static void heading(String line, Set<String> anchors) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            String anchor = anchor(heading.group(1));
            String unique = anchor;
            for (int others = 1; !anchors.add(unique); others++) {
                unique = anchor + "-" + others;
            }
        }
    }

    private static String anchor(String heading) {
        String shown = heading.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1");
        return shown.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String unindented(String line, String indent) {
        return line.startsWith(indent) ? line.substring(indent.length()) : line.stripLeading();
    }
}
