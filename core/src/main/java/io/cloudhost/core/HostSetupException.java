package io.cloudhost.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signal that a host could not be set up. All that the setup made has been removed, unless a suppressed exception says
 * what could not be.
 */
public class HostSetupException extends CloudHostException {

    private final String label;
    private final SetupPhase phase;

    /**
     * Create an exception.
     *
     * @param label the host's label
     * @param phase the phase that failed
     * @param explanation what was tried and what went wrong; free of secrets
     * @param cause what led to it, if anything did
     */
    public HostSetupException(String label, SetupPhase phase, String explanation, @Nullable Throwable cause) {
        super(label + ": setup failed in phase '" + phase + "': " + explanation, cause);
        this.label = label;
        this.phase = phase;
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
     * Return what the strategies were asked for the host's address, and what they said.
     *
     * @return one item per strategy, in the order of their last answers; empty where the setup did not fail for want of an
     *     address
     */
    public List<LookupEvidence> addressEvidence() {
        return getCause() instanceof IpNotFoundException notFound ? notFound.evidence() : List.of();
    }
}
