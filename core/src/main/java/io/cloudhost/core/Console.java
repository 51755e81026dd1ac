package io.cloudhost.core;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Show what a machine writes to its serial console, from the first byte on: a capability of hosts whose provider records it.
 *
 * <p>Thread-safe. What was recorded stays readable after the machine's end.
 */
public interface Console {

    /**
     * Return what was recorded so far.
     *
     * @return the text as the machine wrote it, control sequences included; bytes that are no UTF-8 are replaced. Where more
     *     came than is kept, the beginning and the end. Where something is missing, a line of its own says so:
     *     {@code [cloudhost: ...]}
     */
    String text();

    /**
     * Return how much the machine wrote so far, so that a caller can tell whether there is anything new.
     *
     * @return in bytes; never shrinks
     */
    long received();

    /**
     * Tell why nothing more will be recorded though the machine may go on, e.g. since somebody took its console over.
     *
     * @return why, for people: a clause; empty where all is well, and after the machine's end
     */
    Optional<String> problem();

    /**
     * Have everything handed over: first what was recorded so far, then what comes, as it comes.
     *
     * <p>May be called before the machine is there, and after its end. Where the receiver is so slow that some of the text is
     * not kept any more, a line says how much is missing.
     *
     * @param receiver takes pieces of text, which end anywhere, though never within a character. Called by one thread, which
     *     is none of the caller's. What it throws is logged, and ends the following
     * @return ends it when closed
     */
    Following follow(Consumer<String> receiver);

    /** Stand for one receiver of a console's text. Thread-safe. */
    interface Following extends AutoCloseable {

        /**
         * Hear of it when the receiver is not called any more: since nothing more is recorded, because the machine has ended
         * for instance, or since it was closed, or has thrown something.
         *
         * @return completes then, never exceptionally
         */
        CompletionStage<Void> end();

        /**
         * End it: the receiver is not called any more once this has returned, unless it is the receiver that calls. Waits for
         * a call that goes on, for as long as that takes.
         */
        @Override
        void close();
    }
}
