package io.cloudhost.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Signal that a host could not be set up. All that the setup made has been removed, unless a suppressed exception says
 * what could not be.
 */
public class HostSetupException extends CloudHostException {

    private final String label;
    private final SetupPhase phase;
    private final transient @Nullable Path evidence;
    private final List<String> lastConsoleLines;

    /**
     * Create an exception without evidence.
     *
     * @param label the host's label
     * @param phase the phase that failed
     * @param explanation what was tried and what went wrong; free of secrets
     * @param cause what led to it, if anything did
     */
    public HostSetupException(String label, SetupPhase phase, String explanation, @Nullable Throwable cause) {
        this(label, phase, explanation, Optional.empty(), List.of(), cause);
    }

    /**
     * Create an exception.
     *
     * @param label the host's label
     * @param phase the phase that failed
     * @param explanation what was tried and what went wrong; free of secrets
     * @param evidence the folder with what was gathered before all was undone, if that was done
     * @param lastConsoleLines the end of what the machine wrote to its console; may be empty
     * @param cause what led to it, if anything did
     */
    public HostSetupException(
            String label,
            SetupPhase phase,
            String explanation,
            Optional<Path> evidence,
            List<String> lastConsoleLines,
            @Nullable Throwable cause) {
        super(
                label + ": setup failed in phase '" + phase + "': " + explanation + tell(lastConsoleLines)
                        + evidence.map(folder -> "\nEvidence: " + folder).orElse(""),
                cause);
        this.label = label;
        this.phase = phase;
        this.evidence = evidence.orElse(null);
        this.lastConsoleLines = List.copyOf(lastConsoleLines);
    }

    private static String tell(List<String> consoleLines) {
        return consoleLines.isEmpty()
                ? ""
                : "\nThe end of its console:\n"
                        + consoleLines.stream().map(line -> "  | " + line).collect(Collectors.joining("\n"));
    }

    /**
     * Return the host's label.
     *
     * @return the label
     */
    public String label() {
        return label;
    }

    /**
     * Return the phase that failed.
     *
     * @return the phase
     */
    public SetupPhase phase() {
        return phase;
    }

    /**
     * Return the folder with what was gathered before all was undone.
     *
     * @return the folder, whose {@code evidence.txt} tells what it has; empty where none was written
     */
    public Optional<Path> evidence() {
        return Optional.ofNullable(evidence);
    }

    /**
     * Return the end of what the machine wrote to its console.
     *
     * @return the lines without control sequences; empty where nothing was recorded
     */
    public List<String> lastConsoleLines() {
        return lastConsoleLines;
    }

    /**
     * Return what the strategies were asked for the host's address, and what they said.
     *
     * @return one item per strategy, in the order of their last answers; empty where the setup did not fail for want of an
     *     address
     */
    public List<LookupEvidence> addressEvidence() {
        return getCause() instanceof IpNotFoundException notFound ? notFound.evidence() : List.of();
    }
}
