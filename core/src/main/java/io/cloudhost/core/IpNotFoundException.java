package io.cloudhost.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signal that a host's address was not found. The message has what each strategy was asked and said last. */
public class IpNotFoundException extends CloudHostException {

    private final List<LookupEvidence> evidence;

    /**
     * Create an exception.
     *
     * @param message who was looked for, why the lookup ended, and what each strategy said
     * @param evidence what each strategy was asked and said
     * @param cause the last failure of a strategy, if there was one
     */
    public IpNotFoundException(String message, List<LookupEvidence> evidence, @Nullable Throwable cause) {
        super(message, cause);
        this.evidence = List.copyOf(evidence);
    }

    /**
     * Return what each strategy was asked and said.
     *
     * @return one item per strategy, in the order of their last answers
     */
    public List<LookupEvidence> evidence() {
        return evidence;
    }
}
