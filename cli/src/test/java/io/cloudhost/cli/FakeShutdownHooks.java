package io.cloudhost.cli;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the hooks, and runs them when a test says so. */
final class FakeShutdownHooks implements ShutdownHooks {

    private final List<Thread> hooks = new CopyOnWriteArrayList<>();

    private volatile boolean begun;

    @Override
    public boolean add(Thread hook) {
        return !begun && hooks.add(hook);
    }

    @Override
    public void remove(Thread hook) {
        hooks.remove(hook);
    }

    boolean isEmpty() {
        return hooks.isEmpty();
    }

    /** Does what the process does when it is asked to end; returns when all hooks have ended. */
    void shutDown() throws InterruptedException {
        begun = true;
        hooks.forEach(Thread::start);
        for (Thread hook : hooks) {
            hook.join();
        }
    }
}
