package io.cloudhost.core.settings;

/** Hold a text that must not be shown. Has no {@code equals}, and its {@code toString} tells nothing. */
public final class Secret {

    /** What is shown in place of a secret. */
    public static final String MASK = "***";

    private final String text;

    /**
     * Wrap a text.
     *
     * @param text the secret
     */
    public Secret(String text) {
        this.text = text;
    }

    /**
     * Return the secret itself, for the one call that needs it.
     *
     * @return the text
     */
    public String reveal() {
        return text;
    }

    /**
     * Return a mask.
     *
     * @return always the same text
     */
    @Override
    public String toString() {
        return MASK;
    }
}
