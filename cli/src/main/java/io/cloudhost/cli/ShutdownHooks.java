package io.cloudhost.cli;

/** What the process does when it is asked to end: by Ctrl-C, SIGTERM or SIGHUP. */
interface ShutdownHooks {

    /**
     * Adds a hook.
     *
     * @return whether it will run; false where the shutdown has begun
     */
    boolean add(Thread hook);

    /** Removes a hook, or does nothing where the shutdown has begun. */
    void remove(Thread hook);

    static ShutdownHooks system() {
        return new ShutdownHooks() {
            @Override
            public boolean add(Thread hook) {
                try {
                    Runtime.getRuntime().addShutdownHook(hook);
                    return true;
                } catch (IllegalStateException shutdownHasBegun) {
                    return false;
                }
            }

            @Override
            public void remove(Thread hook) {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException shutdownHasBegun) {
                    // The hook runs, or has run: there is nothing left to remove.
                }
            }
        };
    }
}
