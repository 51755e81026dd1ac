package io.cloudhost.api;

/**
 * What is to become of a host.
 *
 * @param verdict keep it, remove it, or watch it first
 * @param reason why, in words that follow the host's name and a colon
 */
record Judgement(Verdict verdict, String reason) {

    enum Verdict {
        KEEP,
        REMOVE,
        /** Remove it if its owner does not renew its record. */
        WATCH
    }

    static Judgement keep(String reason) {
        return new Judgement(Verdict.KEEP, reason);
    }

    static Judgement remove(String reason) {
        return new Judgement(Verdict.REMOVE, reason);
    }

    static Judgement watch(String reason) {
        return new Judgement(Verdict.WATCH, reason);
    }
}
