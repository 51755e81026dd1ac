package io.cloudhost.cli;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal without a window: understands as much of what is written to one as this command makes use of, and tells what
 * would be seen. Refuses what it does not understand.
 */
final class VirtualTerminal {

    private static final Pattern SEQUENCE = Pattern.compile("\u001B\\[([?0-9;]*)([A-Za-z])");

    /** What is in a column; the second column of a wide character is empty. */
    private record Cell(String text, String style) {

        static final Cell BLANK = new Cell(" ", "");
    }

    private int columns;
    private List<List<Cell>> rows = new ArrayList<>(List.of(new ArrayList<>()));
    private int row;
    private int column;
    private boolean wrapping = true;
    private String style = "";

    VirtualTerminal(int columns) {
        this.columns = columns;
    }

    VirtualTerminal write(String text) {
        Matcher sequences = SEQUENCE.matcher(text);
        int position = 0;
        while (position < text.length()) {
            if (sequences.region(position, text.length()).lookingAt()) {
                perform(sequences.group(1), sequences.group(2));
                position = sequences.end();
            } else {
                int codePoint = text.codePointAt(position);
                put(codePoint);
                position += Character.charCount(codePoint);
            }
        }
        return this;
    }

    /** Returns what is seen, without blanks at the ends of lines and empty lines at the end. */
    String text() {
        return lines(cells -> cells.stream().map(Cell::text).collect(joining()).stripTrailing());
    }

    /** Returns what is seen, each change of the style as its parameters in braces. */
    String styledText() {
        return lines(VirtualTerminal::styled);
    }

    private String lines(Function<List<Cell>, String> look) {
        String all = rows.stream().map(look).collect(joining("\n")).stripTrailing();
        return all.isEmpty() ? "" : all + "\n";
    }

    /** Returns where the cursor is: row and column, from 0. */
    List<Integer> cursor() {
        return List.of(row, column);
    }

    /** Returns whether long lines run over into the next, as everybody else expects. */
    boolean isWrapping() {
        return wrapping;
    }

    /** Makes the window narrower, so that lines that do not fit any more are broken; the cursor stays with its character. */
    void narrow(int narrower) {
        List<List<Cell>> before = rows;
        int cursorRow = row;
        int cursorColumn = column;
        rows = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            List<Cell> cells = before.get(i);
            if (i == cursorRow) {
                row = rows.size() + cursorColumn / narrower;
                column = cursorColumn % narrower;
            }
            for (int start = 0; start == 0 || start < cells.size(); start += narrower) {
                rows.add(new ArrayList<>(cells.subList(start, Math.min(cells.size(), start + narrower))));
            }
        }
        columns = narrower;
    }

    private static String styled(List<Cell> cells) {
        StringBuilder line = new StringBuilder();
        String before = "";
        for (Cell cell : cells) {
            if (!cell.style().equals(before)) {
                line.append('{').append(cell.style()).append('}');
                before = cell.style();
            }
            line.append(cell.text());
        }
        return (before.isEmpty() ? line.toString().stripTrailing() : line + "{}");
    }

    private void put(int codePoint) {
        switch (codePoint) {
            case '\r' -> column = 0;
            case '\n' -> {
                down();
                // What the driver of the terminal makes of it.
                column = 0;
            }
            default -> {
                if (codePoint < ' ') {
                    throw new IllegalArgumentException("control character " + codePoint);
                }
                put(Character.toString(codePoint), Character.isIdeographic(codePoint) ? 2 : 1);
            }
        }
    }

    private void put(String character, int width) {
        if (column + width > columns) {
            if (!wrapping) {
                column = columns - width;
            } else {
                down();
                column = 0;
            }
        }
        List<Cell> cells = rows.get(row);
        while (cells.size() < column + width) {
            cells.add(Cell.BLANK);
        }
        cells.set(column, new Cell(character, style));
        if (width == 2) {
            cells.set(column + 1, new Cell("", style));
        }
        column += width;
    }

    private void down() {
        row++;
        if (row == rows.size()) {
            rows.add(new ArrayList<>());
        }
    }

    private void perform(String parameters, String command) {
        switch (parameters + command) {
            case "?7l" -> wrapping = false;
            case "?7h" -> wrapping = true;
            case "J" -> eraseBelow();
            case "K" ->
                rows.get(row)
                        .subList(
                                Math.min(column, rows.get(row).size()),
                                rows.get(row).size())
                        .clear();
            default -> {
                switch (command) {
                    case "m" -> style = style(parameters);
                    case "A" -> row = Math.max(0, row - Integer.parseInt(parameters));
                    default -> throw new IllegalArgumentException("control sequence " + parameters + command);
                }
            }
        }
    }

    private String style(String parameters) {
        if (parameters.isEmpty() || parameters.equals("0")) {
            return "";
        }
        return style.isEmpty() ? parameters : style + ";" + parameters;
    }

    private void eraseBelow() {
        List<Cell> cells = rows.get(row);
        cells.subList(Math.min(column, cells.size()), cells.size()).clear();
        rows.subList(row + 1, rows.size()).clear();
    }
}
