package io.cloudhost.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Lines cells up in columns, two spaces between them. */
final class Table {

    private static final String GAP = "  ";

    /** Text in a narrower column than this is hard to read. */
    private static final int NARROWEST = 30;

    /** Where the last column begins when it stands below the others. */
    private static final int BELOW = 6;

    private final List<List<String>> rows = new ArrayList<>();

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** Returns a line for each row. */
    List<String> lines() {
        return lines(OptionalInt.empty());
    }

    /**
     * Returns the rows, with the last cell of each in as many lines as it needs.
     *
     * @param columns how long a line may be; empty where there is no end
     */
    List<String> lines(OptionalInt columns) {
        return rows.stream().flatMap(row -> lines(row, columns)).toList();
    }

    private Stream<String> lines(List<String> row, OptionalInt columns) {
        int last = row.size() - 1;
        StringBuilder start = new StringBuilder();
        for (int column = 0; column < last; column++) {
            String cell = row.get(column);
            start.append(cell).append(" ".repeat(width(column) - cell.length())).append(GAP);
        }
        List<String> words = List.of(row.get(last).split(" "));
        if (columns.isPresent() && columns.getAsInt() - start.length() < NARROWEST) {
            Paragraph below = new Paragraph(" ".repeat(BELOW), BELOW, words);
            return Stream.concat(Stream.of(start.toString().stripTrailing()), below.lines(columns).stream())
                    .filter(line -> !line.isEmpty());
        }
        return new Paragraph(start.toString(), start.length(), words).lines(columns).stream();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> column < row.size())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
