package io.cloudhost.docs;

import io.cloudhost.cli.DocumentedCommand;
import java.util.List;

/** Looks at the commands of ours in the prose of pages, which need not be complete. */
final class MentionCheck {

    private MentionCheck() {}

    static List<Problem> problems(List<Page> pages) {
        return pages.stream()
                .flatMap(page -> page.mentions().stream())
                .filter(mention -> mention.text().startsWith("cloudhost "))
                .flatMap(mention -> DocumentedCommand.unknownPart(words(mention))
                        .map(part -> mention.problem(mention.text() + ": there is no " + part))
                        .stream())
                .toList();
    }

    private static List<String> words(CodeBlock mention) {
        List<String> words = ShellWords.commands(mention.text()).get(0);
        return words.subList(1, words.size());
    }
}
