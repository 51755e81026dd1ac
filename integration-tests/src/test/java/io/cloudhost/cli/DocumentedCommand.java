package io.cloudhost.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/**
 * Tells whether a command that a page shows would be understood. Runs nothing.
 *
 * <p>In the command's package, since its parts are its own business.
 */
public final class DocumentedCommand {

    private DocumentedCommand() {}

    /** Returns what the command line would find wrong with the arguments. */
    public static Optional<String> problem(List<String> arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Terminal terminal =
                new Terminal(InputStream.nullInputStream(), nowhere, nowhere, Ansi.OFF, OptionalInt.empty());
        CommandLine command = CloudHostCommand.commandLine(terminal, Clock.systemUTC(), ShutdownHooks.system());
        try {
            command.parseArgs(arguments.toArray(String[]::new));
            return arguments.isEmpty() ? Optional.of("names no command") : Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(e.getMessage());
        }
    }
}
