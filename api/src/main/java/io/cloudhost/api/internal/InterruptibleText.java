package io.cloudhost.api.internal;

/**
 * A text that cannot be read by a thread that is interrupted: a search for some regular expressions takes longer than a
 * lifetime, and heeds no interrupt itself.
 */
final class InterruptibleText implements CharSequence {

    /** Signal that the reading thread is interrupted. */
    static final class Interrupted extends RuntimeException {}

    private final String text;

    InterruptibleText(String text) {
        this.text = text;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new InterruptibleText(text.substring(start, end));
    }

    @Override
    public String toString() {
        return text;
    }
}
