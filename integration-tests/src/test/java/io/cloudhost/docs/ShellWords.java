package io.cloudhost.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes a script apart into its commands, each a list of words, as far as pages need that: quotes, comments, pipes, redirections. */
final class ShellWords {

    /** What follows on the line belongs to the command still. */
    private static final Pattern HERE_DOCUMENT =
            Pattern.compile("(?ms)<<-?\\s*(['\"]?)(\\w+)\\1([^\n]*\n).*?^\\s*\\2$");

    private final String script;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> command = new ArrayList<>();
    private StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean isTarget;
    private int position;

    private ShellWords(String script) {
        this.script = script;
    }

    /** Returns the commands in their order; words as they are given to the program, with nothing expanded. */
    static List<List<String>> commands(String script) {
        return new ShellWords(HERE_DOCUMENT.matcher(script).replaceAll("$3")).read();
    }

    private List<List<String>> read() {
        while (position < script.length()) {
            char next = script.charAt(position++);
            switch (next) {
                case '\'' -> quoted('\'');
                case '"' -> quoted('"');
                case '\\' -> escaped();
                case ' ', '\t' -> endWord();
                case '\n', ';', '|', '&', '(', ')' -> endCommand();
                case '<', '>' -> redirection();
                case '#' -> {
                    if (inWord) {
                        add(next);
                    } else {
                        position = end('\n');
                    }
                }
                default -> add(next);
            }
        }
        endCommand();
        return commands;
    }

    private void quoted(char quote) {
        inWord = true;
        int end = end(quote);
        word.append(script, position, end);
        position = end + 1;
    }

    private void escaped() {
        if (position < script.length() && script.charAt(position) != '\n') {
            add(script.charAt(position));
        }
        position++;
    }

    /** What follows is a file and no argument; what stands before it without a blank is the number of a stream. */
    private void redirection() {
        if (word.chars().allMatch(Character::isDigit)) {
            word = new StringBuilder();
            inWord = false;
        }
        endWord();
        isTarget = true;
        while (position < script.length() && "<>&".indexOf(script.charAt(position)) >= 0) {
            position++;
        }
    }

    private void add(char character) {
        inWord = true;
        word.append(character);
    }

    private void endWord() {
        if (inWord) {
            if (!isTarget) {
                command.add(word.toString());
            }
            isTarget = false;
        }
        word = new StringBuilder();
        inWord = false;
    }

    private void endCommand() {
        endWord();
        isTarget = false;
        if (!command.isEmpty()) {
            commands.add(command);
            command = new ArrayList<>();
        }
    }

    private int end(char character) {
        int end = script.indexOf(character, position);
        return end < 0 ? script.length() : end;
    }
}
