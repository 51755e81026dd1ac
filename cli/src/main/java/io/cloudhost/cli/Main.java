package io.cloudhost.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Start the {@code cloudhost} command. */
public final class Main {

    private static final String COLUMNS = "cloudhost.columns";
    private static final String LIVE_COLUMNS = "cloudhost.live.columns";
    private static final String LIVE_COLOURS = "cloudhost.live.colours";

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
                new Terminal(System.in, out, err, Ansi.AUTO, columns(COLUMNS), live()),
                Clock.systemUTC(),
                ShutdownHooks.system());
        commandLine.setExecutionStrategy(new LoggingStrategy(commandLine.getErr(), commandLine.getExecutionStrategy()));
        int status = commandLine.execute(arguments);
        out.flush();
        System.exit(status);
    }

    /**
     * Returns how progress looks, or empty where it is not to be drawn again in place. The launcher tells: it knows both
     * streams and the environment.
     */
    private static Optional<LiveStyle> live() {
        Ansi colours = Boolean.getBoolean(LIVE_COLOURS) ? Ansi.ON : Ansi.OFF;
        return columns(LIVE_COLUMNS).stream()
                .mapToObj(columns -> new LiveStyle(columns, colours))
                .findFirst();
    }

    /** Returns a width of a terminal. The launcher tells: Java sees one only where the input comes from it, too. */
    private static OptionalInt columns(String property) {
        Integer columns = Integer.getInteger(property);
        return columns == null ? OptionalInt.empty() : OptionalInt.of(columns);
    }
}
