package io.cloudhost.core.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Say what was gathered when a setup failed.
 *
 * @param folder where it lies; empty where none could or should be written
 * @param lastConsoleLines the end of what the machine wrote to its console
 */
public record FailureEvidence(Optional<Path> folder, List<String> lastConsoleLines) {

    /** What there is where nothing was gathered. */
    public static final FailureEvidence NONE = new FailureEvidence(Optional.empty(), List.of());

    /** Copy the lines. */
    public FailureEvidence {
        lastConsoleLines = List.copyOf(lastConsoleLines);
    }
}
