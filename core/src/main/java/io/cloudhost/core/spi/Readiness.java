package io.cloudhost.core.spi;

/**
 * Say what a look at a machine has shown.
 *
 * @param verdict whether it is ready
 * @param observation what was seen, for people: the end of a sentence about the check, e.g. {@code connection refused}; free
 *     of secrets
 */
public record Readiness(Verdict verdict, String observation) {

    /** Name what a look can show. */
    public enum Verdict {
        /** What was waited for is there. */
        READY,
        /** It may come: the engine looks again. */
        NOT_YET,
        /** It will never come: the setup fails. */
        NEVER
    }

    /**
     * Say that the machine is ready.
     *
     * @param observation what was seen
     * @return the result of the look
     */
    public static Readiness ready(String observation) {
        return new Readiness(Verdict.READY, observation);
    }

    /**
     * Say that it is to be looked again.
     *
     * @param observation what was seen instead
     * @return the result of the look
     */
    public static Readiness notYet(String observation) {
        return new Readiness(Verdict.NOT_YET, observation);
    }

    /**
     * Say that waiting is of no use.
     *
     * @param observation why
     * @return the result of the look
     */
    public static Readiness never(String observation) {
        return new Readiness(Verdict.NEVER, observation);
    }
}
