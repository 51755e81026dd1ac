package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Starts a clone on a thread of its own, since the hypervisor may take for ever, and cannot be interrupted. Whoever gives it up
 * can still wait for its end.
 */
final class LimitedStart {

    private final FutureTask<String> task;
    private final Thread thread;

    LimitedStart(Callable<String> start) {
        task = new FutureTask<>(start);
        thread = new Thread(task, "cloudhost-libvirt-start");
        thread.setDaemon(true);
    }

    /**
     * Starts it.
     *
     * @return what it returned
     * @throws TimeoutException when it takes longer; it goes on nevertheless
     */
    String within(Duration limit) throws InterruptedException, TimeoutException {
        thread.start();
        try {
            String outcome = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            thread.join();
            return outcome;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            // It may not have got as far as the hypervisor, and wait for its turn.
            thread.interrupt();
            throw e;
        }
    }

    /** Waits until it has ended, however. Returns whether it has. */
    boolean awaitEnd(Duration limit) {
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure
                ? failure
                : new CloudHostException("the clone could not be started: " + cause, cause);
    }
}
