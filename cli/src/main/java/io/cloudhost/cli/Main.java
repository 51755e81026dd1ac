package io.cloudhost.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Start the {@code cloudhost} command. */
public final class Main {

    private Main() {}

    /**
     * Run the command and end the process with its exit status.
     *
     * @param arguments the command line; {@code --help} explains it
     */
    public static void main(String[] arguments) {
        // JSON and XML are UTF-8 whatever the locale; the messages that come with them follow.
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        CommandLine commandLine = CloudHostCommand.commandLine(
                new Terminal(System.in, out, err, Ansi.AUTO, columns()), Clock.systemUTC(), ShutdownHooks.system());
        commandLine.setExecutionStrategy(new LoggingStrategy(new CommandLine.RunLast()));
        int status = commandLine.execute(arguments);
        out.flush();
        System.exit(status);
    }

    /** Returns the width of the terminal. The launcher tells: Java sees one only where the input comes from it, too. */
    private static OptionalInt columns() {
        Integer columns = Integer.getInteger("cloudhost.columns");
        return columns == null ? OptionalInt.empty() : OptionalInt.of(columns);
    }
}
