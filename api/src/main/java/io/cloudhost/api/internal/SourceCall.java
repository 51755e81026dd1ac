package io.cloudhost.api.internal;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.AddressReports.Report;
import io.cloudhost.core.spi.AddressReports.Source;
import io.cloudhost.core.spi.DaemonThread;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks one source on a thread of its own. A source that hangs keeps no other from being asked, and an answer that takes long
 * is there for a later look.
 */
final class SourceCall implements AutoCloseable {

    private final Source source;
    private final ExecutorService thread;
    private @Nullable Future<List<Report>> pending;

    SourceCall(Source source) {
        this.source = source;
        this.thread = DaemonThread.named("cloudhost-hypervisor-" + this);
    }

    /** Returns the source's name as the settings have it. */
    @Override
    public String toString() {
        return source.name().toLowerCase(Locale.ROOT);
    }

    /** Waits for the answer to the question that has not been answered yet, or else asks anew. */
    List<Report> ask(AddressReports reports, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (thread.isShutdown()) {
            throw new IllegalStateException("closed");
        }
        Future<List<Report>> answer = pending;
        if (answer == null) {
            answer = thread.submit(() -> reports.ask(source));
        }
        pending = answer;
        try {
            List<Report> known = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            pending = null;
            return known;
        } catch (ExecutionException e) {
            pending = null;
            throw e;
        }
    }

    /** Ends the thread as soon as the question that it is at, if any, has been answered. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
