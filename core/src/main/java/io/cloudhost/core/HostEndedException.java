package io.cloudhost.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Signal that a machine has ended by itself, or by somebody else's doing, while its host was up.
 *
 * <p>Not an {@link IllegalStateException}: the caller did nothing wrong. The host is still to be torn down, since what was
 * made for the machine may be left.
 */
public class HostEndedException extends CloudHostException {

    private final String label;
    private final String name;
    private final Instant noticed;

    /**
     * Create an exception.
     *
     * @param label the host's label
     * @param name the machine's name where it was made
     * @param explanation what happened to the machine, as the end of a sentence about it, e.g. {@code was destroyed}; free of
     *     secrets
     * @param noticed when that was noticed
     * @param cause what led to it, if anything did
     */
    public HostEndedException(
            String label, String name, String explanation, Instant noticed, @Nullable Throwable cause) {
        super(
                label + ": the machine '" + name + "' " + explanation + " (noticed at "
                        + noticed.truncatedTo(ChronoUnit.SECONDS)
                        + "). Tear the host down; another one can be had for its label",
                cause);
        this.label = label;
        this.name = name;
        this.noticed = noticed;
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
     * Return the machine's name where it was made.
     *
     * @return e.g. the name of the domain
     */
    public String name() {
        return name;
    }

    /**
     * Return when it was noticed that the machine had ended.
     *
     * @return the time; the end may have come a little earlier
     */
    public Instant noticed() {
        return noticed;
    }
}
