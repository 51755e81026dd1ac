package io.cloudhost.core.spi;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tell that a host has ended: nobody needs to wait for it any longer. Implemented by providers. Thread-safe. */
public interface HostWatch {

    /** What a provider has that cannot tell. */
    HostWatch NONE = new HostWatch() {
        @Override
        public CompletionStage<String> end() {
            return new CompletableFuture<>();
        }

        @Override
        public Optional<String> look() {
            return Optional.empty();
        }
    };

    /**
     * Tell at once when the host ends.
     *
     * @return completes with what happened, for people, as the end of a sentence about the host, e.g. {@code was destroyed};
     *     never completes where the host lives on or where the provider hears of no events
     */
    CompletionStage<String> end();

    /**
     * Look whether the host has ended, since an event may get lost. May block for as long as the place takes to answer, and
     * need not heed an interrupt.
     *
     * @return what happened, in the same words; empty where the host lives
     * @throws io.cloudhost.core.CloudHostException when that cannot be told
     */
    Optional<String> look();
}
