package io.cloudhost.ip.ssh;

import io.cloudhost.core.spi.BoundedCalls;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.IpLookupStrategy;
import io.cloudhost.ssh.internal.Excerpt;
import io.cloudhost.ssh.internal.SshFailureException;
import io.cloudhost.ssh.internal.SshUrl;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

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
    private final BoundedCalls calls;
    private final AtomicBoolean closed = new AtomicBoolean();

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
        this.calls = new BoundedCalls("cloudhost-ssh-lookup-" + url.address());
    }

    @Override
    public Optional<InetAddress> lookup(IpLookupRequest request) throws InterruptedException {
        String command = template.commandFor(request);
        try {
            return run(command, open(request));
        } catch (SshFailureException e) {
            throw failed(e);
        }
    }

    /**
     * Finds out whether a look works, step by step: to log in, and to run the command.
     *
     * @param request asks for a machine that does not exist
     * @param place where the settings stand, for people
     */
    void examine(IpLookupRequest request, String place, Examination examination) throws InterruptedException {
        String login = "SSH login " + url;
        String command = "SSH command";
        IpLookupRequest next;
        try {
            next = open(request);
            examination.good(login, "works");
        } catch (SshFailureException | IpLookupException e) {
            examination.bad(
                    login, e, "Check that '" + url.command() + "' logs in from here, with what stands in " + place);
            examination.skipped(command, "not before the login works");
            return;
        }
        try {
            run(template.commandFor(next), next)
                    .ifPresentOrElse(
                            address -> examination.doubtful(
                                    command,
                                    "gives " + IpLiteral.format(address) + " for a machine that does not exist",
                                    "Let the command look for the machine: " + CommandTemplate.PLACEHOLDERS + ", in "
                                            + place),
                            () -> examination.good(command, "runs, and knows no such machine yet"));
        } catch (SshFailureException | IpLookupException e) {
            examination.bad(
                    command,
                    e,
                    "Try it there: " + url.command() + ". Install what it needs, let the account read what it reads, or"
                            + " correct " + place);
        }
    }

    /** Returns the request with the time that is left then. */
    private IpLookupRequest open(IpLookupRequest request) throws InterruptedException {
        long start = System.nanoTime();
        within(shorter(limits.connect(), request.remaining()), Executors.callable(connection::open));
        return request.withRemaining(request.remaining().minusNanos(System.nanoTime() - start));
    }

    private Optional<InetAddress> run(String command, IpLookupRequest request) throws InterruptedException {
        Duration left = request.remaining();
        Duration limit = shorter(limits.command(), left.isNegative() ? Duration.ZERO : left);
        return within(limit, () -> connection.run(command)).address(command, url.toString(), request.family());
    }

    @Override
    public String question(IpLookupRequest request) {
        try {
            return url + ": " + Excerpt.of(template.commandFor(request));
        } catch (IpLookupException e) {
            // There is no command, which a look will say.
            return "";
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            calls.call(FAREWELL, Executors.callable(connection::close));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connection.abort();
        } catch (ExecutionException | TimeoutException e) {
            // No polite end, then.
            connection.abort();
        } finally {
            calls.close();
        }
    }

    private <T> T within(Duration limit, Callable<T> work) throws InterruptedException {
        try {
            return calls.call(limit, work);
        } catch (TimeoutException e) {
            String activity = connection.activity();
            connection.abort();
            throw IpLookupException.transientFailure(
                    "no answer within " + limit.toMillis() + " ms while " + activity, e);
        } catch (InterruptedException e) {
            connection.abort();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SshFailureException failure) {
                throw failure;
            }
            throw new IllegalStateException("asking " + url + " failed unexpectedly", e.getCause());
        }
    }

    private static IpLookupException failed(SshFailureException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.isPermanent()
                ? IpLookupException.permanentFailure(message, failure.getCause())
                : IpLookupException.transientFailure(message, failure.getCause());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
