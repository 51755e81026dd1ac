package io.cloudhost.ip.dns;

/** Says why an answer tells nothing of the name that was asked for. */
final class UnusableAnswerException extends RuntimeException {

    private final boolean permanent;

    private UnusableAnswerException(String message, boolean permanent) {
        super(message);
        this.permanent = permanent;
    }

    /** The server will answer the next question in the same way. */
    static UnusableAnswerException forGood(String reason) {
        return new UnusableAnswerException(reason, true);
    }

    static UnusableAnswerException forNow(String reason) {
        return new UnusableAnswerException(reason, false);
    }

    boolean isPermanent() {
        return permanent;
    }
}
