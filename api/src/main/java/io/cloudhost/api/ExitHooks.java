package io.cloudhost.api;

/** What the JVM does when it shuts down. */
interface ExitHooks {

    /**
     * Adds a hook.
     *
     * @throws IllegalStateException when the shutdown has begun
     */
    void add(Thread hook);

    /** Removes a hook, or does nothing where the shutdown has begun. */
    void remove(Thread hook);

    /** Returns those of this JVM. */
    static ExitHooks system() {
        return new ExitHooks() {
            @Override
            public void add(Thread hook) {
                Runtime.getRuntime().addShutdownHook(hook);
            }

            @Override
            public void remove(Thread hook) {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException shutdownHasBegun) {
                    // The hook runs, and finds nothing to do.
                }
            }
        };
    }
}
