package io.cloudhost.ssh;

import io.cloudhost.core.spi.DaemonThread;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread on which one use of a shell does what may block: a socket can be neither connected nor written to in a way that
 * an interrupt ends.
 */
final class WorkThread implements AutoCloseable {

    /** How long what has all its answers may take to end when the connection is lost. */
    private static final Duration AFTER_LOSS = Duration.ofSeconds(2);

    private final ExecutorService thread;

    WorkThread(String name) {
        this.thread = DaemonThread.named(name);
    }

    /** Does something for as long as patience lasts, and interrupts it then; also when the caller is interrupted. */
    <T> T call(Patience patience, Callable<T> work) throws IOException, TimeoutException, InterruptedException {
        return call(patience, new CompletableFuture<>(), work);
    }

    /**
     * Does something as above, but for no longer than a connection lasts. What waits for an answer at the moment of the loss is
     * told by sshj; what begins to wait a moment later is not.
     *
     * @param loss completed when the connection is lost, with the reason
     */
    <T> T call(Patience patience, CompletableFuture<String> loss, Callable<T> work)
            throws IOException, TimeoutException, InterruptedException {
        if (Thread.interrupted()) {
            // What has ended by the time that it is waited for would hide it.
            throw new InterruptedException();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Future<?> running = thread.submit(() -> complete(result, work));
        try {
            await(patience, CompletableFuture.anyOf(result, loss));
            if (!result.isDone()) {
                await(Deadline.in(AFTER_LOSS), result);
            }
            return result.get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (TimeoutException e) {
            if (loss.isDone()) {
                throw new IOException(loss.join(), e);
            }
            throw e;
        } finally {
            // Of no effect where it has ended.
            running.cancel(true);
        }
    }

    /** Ends the thread as soon as what it does has ended. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
        try {
            result.complete(work.call());
        } catch (Exception | Error e) {
            result.completeExceptionally(e);
        }
    }

    private static void await(Patience patience, CompletableFuture<?> first)
            throws TimeoutException, InterruptedException, ExecutionException {
        while (true) {
            // At most what fits, which is 292 years.
            long left = TimeUnit.NANOSECONDS.convert(patience.left());
            if (left <= 0) {
                throw new TimeoutException();
            }
            try {
                first.get(left, TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                // There may be new patience by now.
            }
        }
    }

    private static IOException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof IOException failure) {
            return failure;
        }
        if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
        }
        throw new IllegalStateException(e.getCause());
    }
}
