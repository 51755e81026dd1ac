package io.cloudhost.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A call that runs in a thread of its own, and fails the test where it does not end. */
final class BackgroundCall<T> {

    private final FutureTask<T> task;
    private final Thread thread;

    private BackgroundCall(Callable<T> call) {
        task = new FutureTask<>(call);
        thread = new Thread(task, "contract-call");
        // A call that never ends fails the test; it must not keep the JVM from ending as well.
        thread.setDaemon(true);
    }

    static <T> BackgroundCall<T> start(Callable<T> call) {
        BackgroundCall<T> started = new BackgroundCall<>(call);
        started.thread.start();
        return started;
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Returns what the call returned, or throws what it threw; an error as the cause of an {@link ExecutionException}. */
    T await(Duration limit) throws Exception {
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw e;
        }
    }
}
