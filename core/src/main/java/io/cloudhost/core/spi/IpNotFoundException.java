package io.cloudhost.core.spi;

import io.cloudhost.core.CloudHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signal that no strategy found the address. The message has what each of them said last. */
public class IpNotFoundException extends CloudHostException {

    private final List<LookupEvidence> evidence;

    /**
     * Create an exception.
     *
     * @param message who was looked for, and what each strategy said
     * @param evidence what each strategy said, in the order in which they were asked
     * @param cause the last failure of a strategy, if there was one
     */
    public IpNotFoundException(String message, List<LookupEvidence> evidence, @Nullable Throwable cause) {
        super(message, cause);
        this.evidence = List.copyOf(evidence);
    }

    /**
     * Return what each strategy said.
     *
     * @return one item per strategy, in the order in which they were asked
     */
    public List<LookupEvidence> evidence() {
        return evidence;
    }
}
