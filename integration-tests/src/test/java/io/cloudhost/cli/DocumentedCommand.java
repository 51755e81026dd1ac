package io.cloudhost.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/**
 * Tells whether a command that a page shows would be understood, and what it prints.
 *
 * <p>In the command's package, since its parts are its own business.
 */
public final class DocumentedCommand {

    private static final int COLUMNS = 100;

    private DocumentedCommand() {}

    /** Returns what the command line would find wrong with the arguments. */
    public static Optional<String> problem(List<String> arguments) {
        try {
            commandLine(Writer.nullWriter()).parseArgs(arguments.toArray(String[]::new));
            return arguments.isEmpty() ? Optional.of("names no command") : Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Returns the first command or option that there is none of; arguments may be missing. */
    public static Optional<String> unknownPart(List<String> arguments) {
        CommandLine command = commandLine(Writer.nullWriter());
        for (String argument : arguments) {
            if (argument.equals("--")) {
                break;
            }
            if (argument.startsWith("--")) {
                if (!command.getCommandSpec().optionsMap().containsKey(argument)) {
                    return Optional.of("option '" + argument + "'");
                }
            } else if (command.getParent() == null) {
                command = command.getSubcommands().get(argument);
                if (command == null) {
                    return Optional.of("command '" + argument + "'");
                }
            }
        }
        return Optional.empty();
    }

    /** Runs a command that changes nothing, and returns what it prints on a terminal. */
    public static String output(String... arguments) {
        StringWriter out = new StringWriter();
        commandLine(out).execute(arguments);
        return out.toString();
    }

    private static CommandLine commandLine(Writer out) {
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(Writer.nullWriter()),
                Ansi.OFF,
                OptionalInt.of(COLUMNS),
                Optional.empty());
        return CloudHostCommand.commandLine(terminal, Clock.systemUTC(), ShutdownHooks.system());
    }
}
