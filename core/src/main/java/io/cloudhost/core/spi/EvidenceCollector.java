package io.cloudhost.core.spi;

import io.cloudhost.core.HostEvidence;
import io.cloudhost.core.SetupPhase;

/** Gather the evidence of one host. Implemented by the engine; a provider hands it to the host's lifecycle. Thread-safe. */
public interface EvidenceCollector extends HostEvidence {

    /**
     * Gather what there is when a setup has failed, before anything is undone. Never throws, and takes a bounded time.
     *
     * @param phase the phase that failed
     * @param failure why
     * @return where it lies, and the console's end
     */
    FailureEvidence atFailure(SetupPhase phase, Throwable failure);

    /**
     * Note what happened to the host, for the file of events, which has the phases anyway.
     *
     * @param event what happened, for people: one line; free of secrets
     */
    void note(String event);
}
