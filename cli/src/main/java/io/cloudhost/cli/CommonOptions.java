package io.cloudhost.cli;

import io.cloudhost.api.CloudHosts;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The options that every command takes, and what they configure. Filled in when the command line is parsed; closed when its
 * command has ended.
 */
final class CommonOptions implements AutoCloseable {

    static final String VERBOSE = "--verbose";

    private @Nullable PluginFolder opened;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read the configuration from FILE.")
    private @Nullable Path configFile;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:CLOUDHOST_PLUGINS}",
            description = "Use the plugins whose jars are in DIR, too. Without it, those in $CLOUDHOST_PLUGINS.")
    private @Nullable Path plugins;

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

    /**
     * Begins to build the hosts.
     *
     * @throws UnusablePluginsException when the plugins cannot be used
     */
    CloudHosts.Builder cloudHosts() {
        // The commands end what they began in an order of their own: ShutdownGuard.
        CloudHosts.Builder builder = CloudHosts.builder().tearDownAtExit(false);
        if (configFile != null) {
            builder.configFile(configFile);
        }
        pluginFolder().ifPresent(folder -> builder.classLoader(open(folder).loader()));
        return builder;
    }

    /** An empty variable is none: it would be the working directory. */
    Optional<Path> pluginFolder() {
        return Optional.ofNullable(plugins).filter(folder -> !folder.toString().isEmpty());
    }

    private PluginFolder open(Path folder) {
        if (opened == null) {
            opened = PluginFolder.open(folder);
        }
        return opened;
    }

    /** Lets the plugins go: no host that they have made is used any more. */
    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
