package io.cloudhost.core.spi;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Make calls that cannot be told how long they may take, or cannot be interrupted, such as those of a name service or of a
 * native library: on a thread of their own, one after the other, while the caller waits no longer than it wants to.
 *
 * <p>A call that was given up goes on until it ends by itself; calls that come after it wait for that. Owned by whoever makes
 * it, e.g. a strategy that closes it when it is closed.
 */
public final class BoundedCalls implements AutoCloseable {

    private final ExecutorService thread;

    /**
     * Create the thread, which starts with the first call and keeps no process alive.
     *
     * @param name the thread's name
     */
    public BoundedCalls(String name) {
        thread = DaemonThread.named(name);
    }

    /**
     * Make a call, and interrupt it where it takes too long.
     *
     * @param <T> what it returns
     * @param limit how long to wait for it
     * @param call what to do
     * @return what it returned
     * @throws ExecutionException when it threw something, which is the cause
     * @throws TimeoutException when it has not ended in time
     * @throws InterruptedException when the calling thread is interrupted
     * @throws IllegalStateException when closed
     */
    public <T> T call(Duration limit, Callable<T> call)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (thread.isShutdown()) {
            throw new IllegalStateException("closed");
        }
        if (Thread.interrupted()) {
            // A call that has ended by the time that it is waited for would hide it.
            throw new InterruptedException();
        }
        Future<T> result = thread.submit(call);
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            // Of no effect where it has ended.
            result.cancel(true);
        }
    }

    /** End the thread as soon as the call that it is in, if any, has been interrupted and has ended. Idempotent. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
