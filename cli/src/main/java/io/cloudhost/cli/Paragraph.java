package io.cloudhost.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A text that is broken into lines where a terminal ends.
 *
 * @param start what the first line begins with
 * @param indentation the blanks that all further lines begin with
 * @param words what is never broken: a path stays whole and can be copied, though it reaches beyond the end
 */
record Paragraph(String start, int indentation, List<String> words) {

    /**
     * Returns the lines.
     *
     * @param columns how long a line may be; empty where there is no end, so that the text stays in one line
     */
    List<String> lines(OptionalInt columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(start);
        boolean empty = true;
        for (String word : words) {
            if (!empty && line.length() + 1 + word.length() > columns.orElse(Integer.MAX_VALUE)) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indentation));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
