package io.cloudhost.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The script by which a shell completes command lines: what the commands and options are stands in it, and the labels are
 * asked for when they are needed.
 */
final class CompletionScript {

    private final CommandSpec root;

    CompletionScript(CommandSpec root) {
        this.root = root;
    }

    String text() throws IOException {
        return template()
                .replace("@valued@", names(valued().toList()))
                .replace(
                        "@common@", names(valued().filter(OptionSpec::inherited).toList()))
                .replace("@commands@", commands().map(CompletionScript::branch).collect(Collectors.joining("\n")));
    }

    private static String template() throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(CompletionScript.class.getResourceAsStream("completion.sh"))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Stream<CommandSpec> commands() {
        return Stream.concat(
                Stream.of(root),
                root.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(command -> !command.usageMessage().hidden()));
    }

    /** Returns the options that a value follows. */
    private Stream<OptionSpec> valued() {
        return commands()
                .flatMap(command -> command.options().stream())
                .filter(option -> option.arity().max() > 0);
    }

    private static String names(List<OptionSpec> options) {
        return options.stream()
                .flatMap(option -> Stream.of(option.names()))
                .distinct()
                .collect(Collectors.joining("|"));
    }

    /** Returns what can follow the name of a command. */
    private static String branch(CommandSpec command) {
        String name = command.parent() == null ? "''" : command.name();
        String options = command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(" "));
        boolean labels = command.positionalParameters().stream()
                .anyMatch(operand -> operand.completionCandidates() instanceof Labels);
        String words = Stream.concat(
                        command.subcommands().keySet().stream(),
                        command.positionalParameters().stream().flatMap(CompletionScript::candidates))
                .collect(Collectors.joining(" "));
        return "        %s) options='%s' words='%s' labels=%s ;;".formatted(name, options, words, labels ? "yes" : "");
    }

    private static Stream<String> candidates(ArgSpec operand) {
        Iterable<String> candidates = operand.completionCandidates();
        return candidates == null ? Stream.empty() : StreamSupport.stream(candidates.spliterator(), false);
    }
}
