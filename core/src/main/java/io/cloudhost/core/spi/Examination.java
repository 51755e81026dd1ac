package io.cloudhost.core.spi;

import io.cloudhost.core.CloudHostException;

/**
 * Take down what a provider or a strategy finds out about whether a host can be set up. Given by the engine, to one
 * examination; may be called from any thread until that ends, and takes no notice of what comes later. No call blocks or
 * throws.
 *
 * <p>Each finding becomes a line for people. The subject is what was looked at, a few words without a colon, e.g.
 * {@code network my_nat_network}; the same subject may have several findings. All texts are free of secrets.
 */
public interface Examination {

    /**
     * Note that something is as it should be.
     *
     * @param subject what was looked at
     * @param finding what was seen, in words that follow the subject and a colon
     */
    void good(String subject, String finding);

    /**
     * Note something that lets hosts be set up, and may surprise people.
     *
     * @param subject what was looked at
     * @param finding what was seen
     * @param remedy what to do, with the command where there is one
     */
    void doubtful(String subject, String finding, String remedy);

    /**
     * Note something that keeps hosts from being set up.
     *
     * @param subject what was looked at
     * @param finding what is wrong
     * @param remedy what to do, with the command where there is one
     */
    void bad(String subject, String finding, String remedy);

    /**
     * Note that something was not looked at, mostly since something before it is bad.
     *
     * @param subject what was not looked at
     * @param reason why
     */
    void skipped(String subject, String reason);

    /**
     * Note that something failed.
     *
     * @param subject what was looked at
     * @param failure says what is wrong
     * @param otherwise what to do where the failure does not know it
     */
    default void bad(String subject, CloudHostException failure, String otherwise) {
        bad(subject, failure.problem(), failure.remedy().orElse(otherwise));
    }
}
