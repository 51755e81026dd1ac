package io.cloudhost.cli;

import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that has all others below it. */
@Command(
        name = "cloudhost",
        description = "Disposable, real virtual machines for tests.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong usage or configuration",
            "3:'plan' refuses an element of the base",
            "*:'run' ends with the status of its command"
        })
final class CloudHostCommand {

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    boolean version;

    private CloudHostCommand() {}

    /** Wires the command line, ready to execute. */
    static CommandLine commandLine(Terminal given, Clock clock, ShutdownHooks hooks) {
        ConsoleScreen screen = new ConsoleScreen(given.err());
        Terminal terminal = given.withErr(screen.lines());
        CommonOptions options = new CommonOptions();
        FailureReporter failures = new FailureReporter(terminal.err(), options);
        ShutdownGuard shutdown = new ShutdownGuard(hooks, failures, ShutdownGuard.LIMIT);
        PhaseProgress progress = new PhaseProgress(terminal.err());
        return new CommandLine(new CloudHostCommand())
                .addMixin("options", options)
                .addSubcommand(new UpCommand(options, terminal, screen, progress, failures, shutdown))
                .addSubcommand(new DownCommand(options, terminal, failures))
                .addSubcommand(new RunCommand(options, progress, failures, shutdown))
                .addSubcommand(new ListCommand(options, terminal, failures, clock))
                .addSubcommand(new PlanCommand(options, terminal))
                .addSubcommand(new GcCommand(options, terminal, failures))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
                // What follows 'run LABEL --' is somebody else's command line: nothing in it is ours to expand.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new UsageErrorHandler(failures))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    failures.report(failure);
                    return FailureReporter.statusFor(failure);
                });
    }
}
