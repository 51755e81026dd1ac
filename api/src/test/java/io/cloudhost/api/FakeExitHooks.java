package io.cloudhost.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the hooks, and runs them when a test says so. */
final class FakeExitHooks implements ExitHooks {

    private final List<Thread> hooks = new CopyOnWriteArrayList<>();
    private volatile boolean shutDown;
    private Runnable beforeHooks = () -> {};

    @Override
    public void add(Thread hook) {
        if (shutDown) {
            throw new IllegalStateException("Shutdown in progress");
        }
        hooks.add(hook);
    }

    @Override
    public void remove(Thread hook) {
        if (!shutDown) {
            hooks.remove(hook);
        }
    }

    /** Does something when the shutdown has begun, before a hook runs. */
    void beforeHooks(Runnable work) {
        beforeHooks = work;
    }

    int count() {
        return hooks.size();
    }

    /** Does what the JVM does when it shuts down; returns when all hooks have ended. */
    void shutDown() throws InterruptedException {
        shutDown = true;
        beforeHooks.run();
        hooks.forEach(Thread::start);
        for (Thread hook : hooks) {
            hook.join();
        }
    }
}
