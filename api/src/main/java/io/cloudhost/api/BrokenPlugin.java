package io.cloudhost.api;

/**
 * A plugin that is there and cannot be used.
 *
 * @param what which one
 * @param cause why
 */
record BrokenPlugin(String what, Throwable cause) {

    @Override
    public String toString() {
        return what + ": " + cause;
    }
}
