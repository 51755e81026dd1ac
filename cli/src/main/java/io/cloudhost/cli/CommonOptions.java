package io.cloudhost.cli;

import io.cloudhost.api.CloudHosts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, and what they configure. Filled in when the command line is parsed. */
final class CommonOptions {

    static final String VERBOSE = "--verbose";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read the configuration from FILE.")
    private @Nullable Path configFile;

    @Option(
            names = VERBOSE,
            scope = ScopeType.INHERIT,
            description = "Show log messages, and the stack trace of a failure.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Explain the command.")
    boolean help;

    boolean isVerbose() {
        return verbose;
    }

    CloudHosts.Builder cloudHosts() {
        // The commands end what they began in an order of their own: ShutdownGuard.
        CloudHosts.Builder builder = CloudHosts.builder().tearDownAtExit(false);
        return configFile == null ? builder : builder.configFile(configFile);
    }
}
