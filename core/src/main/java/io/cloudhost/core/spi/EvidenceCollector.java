package io.cloudhost.core.spi;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.HostEvidence;
import io.cloudhost.core.SetupPhase;
import java.nio.file.Path;

/** Gather the evidence of one host. Implemented by the engine; a provider hands it to the host's lifecycle. Thread-safe. */
public interface EvidenceCollector extends HostEvidence {

    /** What gathers nothing. */
    EvidenceCollector NONE = new EvidenceCollector() {
        @Override
        public Path collect(String occasion) {
            throw new CloudHostException("no evidence is gathered of this host");
        }

        @Override
        public FailureEvidence atFailure(SetupPhase phase, Throwable failure) {
            return FailureEvidence.NONE;
        }

        @Override
        public void note(String event) {}
    };

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
