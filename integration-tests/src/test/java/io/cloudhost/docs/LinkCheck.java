package io.cloudhost.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Follows the links that stay within the project. */
final class LinkCheck {

    private final Path root;
    private final List<Page> pages;
    private final Map<String, Page> byName;

    LinkCheck(Path root, List<Page> pages) {
        this.root = root;
        this.pages = pages;
        this.byName = pages.stream().collect(Collectors.toMap(Page::name, Function.identity()));
    }

    List<Problem> problems() {
        return pages.stream()
                .flatMap(page -> page.links().stream())
                .flatMap(link -> problem(link).stream())
                .toList();
    }

    private Optional<Problem> problem(Link link) {
        if (link.isExternal()) {
            return link.target().startsWith("https://")
                    ? Optional.empty()
                    : Optional.of(link.problem(link.target() + " is not https"));
        }
        String[] parts = link.target().split("#", 2);
        Path page = Path.of(link.page());
        String target = parts[0].isEmpty()
                ? link.page()
                : page.resolveSibling(parts[0]).normalize().toString();
        if (!Files.exists(root.resolve(target))) {
            return Optional.of(link.problem("there is no file " + target));
        }
        if (parts.length == 1) {
            return Optional.empty();
        }
        Page there = byName.get(target);
        return there != null && there.anchors().contains(parts[1])
                ? Optional.empty()
                : Optional.of(link.problem("there is no heading #" + parts[1] + " in " + target));
    }
}
