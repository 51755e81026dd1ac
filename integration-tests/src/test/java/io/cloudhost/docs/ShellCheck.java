package io.cloudhost.docs;

import io.cloudhost.cli.DocumentedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets bash read scripts, and the command line the commands of ours in them; looks for the scripts of the lab. Runs nothing. */
final class ShellCheck implements BlockCheck {

    private final Path root;

    /**
     * Makes a check.
     *
     * @param root where the scripts are that pages name
     */
    ShellCheck(Path root) {
        this.root = root;
    }

    @Override
    public List<Problem> problems(List<CodeBlock> blocks) {
        List<Problem> problems = new ArrayList<>();
        for (CodeBlock block : blocks) {
            String complaint = complaintOfBash(block.text());
            if (complaint.isEmpty()) {
                ShellWords.commands(block.text()).forEach(words -> check(block, words, problems));
            } else {
                problems.add(block.problem(complaint));
            }
        }
        return problems;
    }

    private void check(CodeBlock block, List<String> words, List<Problem> problems) {
        // What stands before a command is a variable for it, or 'sudo'.
        List<String> command =
                words.stream().dropWhile(word -> word.matches("sudo|\\w+=.*")).toList();
        if (command.isEmpty()) {
            return;
        }
        String program = command.get(0);
        if (program.equals("cloudhost")) {
            DocumentedCommand.problem(command.subList(1, command.size()))
                    .ifPresent(problem -> problems.add(block.problem(String.join(" ", command) + ": " + problem)));
        } else if (program.startsWith("lab/") && !Files.isExecutable(root.resolve(program))) {
            problems.add(block.problem("there is no script " + program));
        }
    }

    private static String complaintOfBash(String script) {
        try {
            Process bash =
                    new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
            try (var input = bash.getOutputStream()) {
                input.write(script.getBytes(StandardCharsets.UTF_8));
            }
            return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
