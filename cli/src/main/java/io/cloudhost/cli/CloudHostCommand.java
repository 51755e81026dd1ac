package io.cloudhost.cli;

import io.cloudhost.core.WaitableClock;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that has all others below it. */
@Command(
        name = "cloudhost",
        description = "Disposable, real virtual machines for tests.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = VersionProvider.class,
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong usage or configuration",
            "3:'plan' refuses an element of the base",
            "*:'run' ends with the status of its command"
        },
        footer = {
            "",
            "Examples:",
            "  cloudhost run nat_host -- sh -c 'ssh root@$CLOUDHOST_HOSTNAME uname -a'",
            "  cloudhost up nat_host && cloudhost list && cloudhost down nat_host",
            "",
            "Hosts are configured in ~/.cloudhost/cloudhost.conf, or cloudhost.conf in the",
            "working directory. 'cloudhost COMMAND --help' explains a command."
        })
final class CloudHostCommand {

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    boolean version;

    /** Often enough to look alive, and seldom enough for a slow line. */
    private static final Duration REDRAWN = Duration.ofMillis(100);

    private CloudHostCommand() {}

    /** Wires the command line, ready to execute. */
    static CommandLine commandLine(Terminal given, Clock clock, ShutdownHooks hooks) {
        Screen screen = new Screen(given.err(), given.live());
        Terminal terminal = given.withErr(screen.lines());
        CommonOptions options = new CommonOptions();
        FailureReporter failures = new FailureReporter(terminal.err(), options);
        ShutdownGuard shutdown = new ShutdownGuard(hooks, screen, failures, ShutdownGuard.LIMIT);
        Activity activity = new Activity(screen, WaitableClock.system(), Ticker.every(REDRAWN));
        PhaseProgress progress = new PhaseProgress(screen, activity, options);
        CommandLine commandLine = new CommandLine(new CloudHostCommand())
                .addMixin("options", options)
                .addSubcommand(new UpCommand(options, terminal, screen, progress, failures, shutdown))
                .addSubcommand(new DownCommand(options, terminal, activity, failures, shutdown))
                .addSubcommand(new RunCommand(options, progress, failures, shutdown))
                .addSubcommand(new ListCommand(options, terminal, activity, failures, shutdown, clock))
                .addSubcommand(new PlanCommand(options, terminal))
                .addSubcommand(new DoctorCommand(options, terminal))
                .addSubcommand(new GcCommand(options, terminal, activity, failures, shutdown))
                .addSubcommand(new CompletionCommand(options, terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
                // What follows 'run LABEL --' is somebody else's command line: nothing in it is ours to expand.
                .setExpandAtFiles(false)
                .setExecutionStrategy(
                        new ClosingStrategy(new CommandLine.RunLast(), options::close, shutdown::isEnding))
                .setParameterExceptionHandler(new UsageErrorHandler(failures))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    failures.report(failure);
                    return FailureReporter.statusFor(failure);
                });
        HelpLayout.of(commandLine);
        return commandLine;
    }
}
