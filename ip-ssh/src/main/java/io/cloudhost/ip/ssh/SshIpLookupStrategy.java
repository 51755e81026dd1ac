package io.cloudhost.ip.ssh;

import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
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
    private final ExecutorService worker;

    SshIpLookupStrategy(SshUrl url, CommandTemplate template, SshConnection connection) {
        this.url = url;
        this.template = template;
        this.connection = connection;
        this.worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "cloudhost-ssh-lookup-" + url.server());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
        String command = template.commandFor(request);
        Duration limit = request.remaining();
        Future<CommandResult> result = worker.submit(() -> connection.run(command));
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS).address(command, url.toString());
        } catch (TimeoutException e) {
            String activity = connection.activity();
            giveUp(result);
            throw IpLookupException.transientFailure(
                    "no answer from " + url + " within " + limit.toMillis() + " ms, while " + activity, e);
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

    private void giveUp(Future<?> result) {
        result.cancel(true);
        connection.abort();
    }
}
