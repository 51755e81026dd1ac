package io.cloudhost.ip.ssh;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a command over SSH and reads the address that it prints.
 *
 * <p>The connection is used by a thread of its own. Neither resolving a name nor reading from a socket can be interrupted
 * or told how long all of it may take; waiting for another thread can.
 */
final class SshIpLookupStrategy implements IpLookupStrategy {

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final SshUrl url;
    private final CommandTemplate template;
    private final SshConnection connection;
    private final Limits limits;
    private final ExecutorService worker;

    /**
     * How long things may take.
     *
     * @param connect to be connected and logged in, on the jump host too
     * @param command to run the command
     */
    record Limits(Duration connect, Duration command) {}

    SshIpLookupStrategy(SshUrl url, CommandTemplate template, SshConnection connection, Limits limits) {
        this.url = url;
        this.template = template;
        this.connection = connection;
        this.limits = limits;
        this.worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "cloudhost-ssh-lookup-" + url.server());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
        String command = template.commandFor(request);
        long start = System.nanoTime();
        within(shorter(limits.connect(), request.remaining()), Executors.callable(connection::open));
        Duration left = request.remaining().minusNanos(System.nanoTime() - start);
        Duration limit = shorter(limits.command(), left.isNegative() ? Duration.ZERO : left);
        return within(limit, () -> connection.run(command)).address(command, url.toString());
    }

    @Override
    public void close() {
        if (worker.isShutdown()) {
            return;
        }
        worker.execute(connection::close);
        worker.shutdown();
        try {
            if (worker.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // No polite end, then.
        connection.abort();
        worker.shutdownNow();
    }

    private <T> T within(Duration limit, Callable<T> work) throws InterruptedException {
        Future<T> result = worker.submit(work);
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String activity = connection.activity();
            giveUp(result);
            throw IpLookupException.transientFailure(
                    "no answer within " + limit.toMillis() + " ms while " + activity, e);
        } catch (InterruptedException e) {
            giveUp(result);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IpLookupException failure) {
                throw failure;
            }
            throw new IllegalStateException("asking " + url + " failed unexpectedly", e.getCause());
        }
    }

    private void giveUp(Future<?> result) {
        result.cancel(true);
        connection.abort();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
