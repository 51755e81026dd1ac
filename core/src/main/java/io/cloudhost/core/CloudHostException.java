package io.cloudhost.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signal that something about a host failed: the root of all exceptions that cloudhost throws on purpose. */
public class CloudHostException extends RuntimeException {

    private final String problem;
    private final @Nullable String remedy;

    /**
     * Create an exception.
     *
     * @param message what was attempted, with which value, and what to do; free of secrets
     */
    public CloudHostException(String message) {
        this(message, null);
    }

    /**
     * Create an exception with its cause.
     *
     * @param message what was attempted, with which value, and what to do; free of secrets
     * @param cause what led to it, if anything did
     */
    public CloudHostException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = message;
        this.remedy = null;
    }

    /**
     * Create an exception that knows what to do apart from what is wrong. Its message is both, as two sentences.
     *
     * @param problem what was attempted, and with which value; free of secrets
     * @param remedy what to do
     * @param cause what led to it, if anything did
     */
    public CloudHostException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + ". " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /**
     * Return what is wrong.
     *
     * @return the message without the remedy; all of it where that is not known apart
     */
    public String problem() {
        return problem;
    }

    /**
     * Return what to do.
     *
     * @return the remedy; empty where it is not known apart, since the message has it, or nobody knows
     */
    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }

    /**
     * Describe a failure within another message: our own messages stand for themselves, others' say little without the class.
     *
     * @param failure what was thrown
     * @return the message of a {@code CloudHostException}; of others, the class too
     */
    public static String describe(Throwable failure) {
        return failure instanceof CloudHostException ? String.valueOf(failure.getMessage()) : failure.toString();
    }
}
