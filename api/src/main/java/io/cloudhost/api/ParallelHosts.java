package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sets hosts up and tears them down, several at a time, on threads that end with the call. Holds no lock meanwhile. */
final class ParallelHosts {

    /**
     * Most of a setup is the wait for a guest that boots, and guests that boot share the cores of their hypervisor: more at
     * a time than a small one has would each take longer, up to the limit of their lookup.
     */
    static final int DEFAULT_AT_A_TIME = 8;

    private final int atATime;

    /**
     * Creates it.
     *
     * @param atATime the most that one call sets up, or tears down, at the same time; at least 1
     */
    ParallelHosts(int atATime) {
        this.atATime = atATime;
    }

    int atATime() {
        return atATime;
    }

    /**
     * Sets all up. When one fails, or the thread is interrupted, no other begins, those under way are interrupted, and all are
     * torn down.
     *
     * @throws CloudHostException when not all are up; none is then. The first failure is its cause, the others are suppressed;
     *     those that failed only because they were interrupted are left out. An interrupted thread stays interrupted
     */
    void setUp(List<CloudHost> hosts) {
        ExecutorService threads = threads("cloudhost-setup", hosts.size());
        List<Future<?>> setups = new ArrayList<>();
        Throwable reason = awaitFirstFailure(hosts, setups, threads);
        threads.shutdownNow();
        awaitEnd(threads);
        if (reason == null) {
            return;
        }
        if (reason instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        List<Throwable> failures = failuresOf(setups)
                .filter(failure -> failure == reason || !isByInterrupt(failure))
                .toList();
        throw explain(hosts.size(), reason, failures, tearDown(hosts));
    }

    /**
     * Tears all down, whatever fails. Not disturbed by an interrupt: the thread stays interrupted.
     *
     * @return the failures, in the order of the hosts
     */
    List<Throwable> tearDown(List<CloudHost> hosts) {
        ExecutorService threads = threads("cloudhost-teardown", hosts.size());
        List<Future<?>> teardowns = new ArrayList<>();
        for (CloudHost host : hosts) {
            teardowns.add(threads.submit(host::teardown));
        }
        threads.shutdown();
        awaitEnd(threads);
        return failuresOf(teardowns).toList();
    }

    /** Joins the messages of failures. */
    static String describe(List<Throwable> failures) {
        return failures.stream().map(CloudHostException::describe).collect(Collectors.joining("; "));
    }

    /** Returns null where all are up. */
    private static @Nullable Throwable awaitFirstFailure(
            List<CloudHost> hosts, List<Future<?>> setups, ExecutorService threads) {
        CompletionService<Object> ends = new ExecutorCompletionService<>(threads);
        AtomicBoolean failed = new AtomicBoolean();
        try {
            for (CloudHost host : hosts) {
                setups.add(ends.submit(Executors.callable(() -> setUp(host, failed))));
            }
            for (int ended = 0; ended < setups.size(); ended++) {
                ends.take().get();
            }
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | RuntimeException | Error e) {
            // Of the last two, e.g. because there can be no more threads.
            return e;
        }
    }

    /** Does nothing where another has failed: its thread goes on to the next before anybody could hold it back. */
    private static void setUp(CloudHost host, AtomicBoolean failed) {
        if (failed.get()) {
            return;
        }
        try {
            host.setup();
        } catch (RuntimeException | Error e) {
            failed.set(true);
            throw e;
        }
    }

    private static CloudHostException explain(
            int hosts, Throwable reason, List<Throwable> failures, List<Throwable> left) {
        String message = failures.isEmpty()
                ? describe(reason) + " while " + hosts + " hosts were set up"
                : failures.size() + " of " + hosts + " hosts cannot be set up: " + describe(failures);
        String rest = left.isEmpty() ? "" : ". Not all that was made is gone: " + describe(left);
        CloudHostException exception = new CloudHostException(message + rest, reason);
        Stream.concat(failures.stream(), left.stream())
                .filter(failure -> failure != reason)
                .forEach(exception::addSuppressed);
        return exception;
    }

    private static String describe(Throwable reason) {
        return reason instanceof InterruptedException ? "the thread was interrupted" : describe(List.of(reason));
    }

    private static Stream<Throwable> failuresOf(List<Future<?>> calls) {
        return calls.stream().map(ParallelHosts::failureOf).filter(Objects::nonNull);
    }

    /** Returns null where there is none, also because it never began. */
    private static @Nullable Throwable failureOf(Future<?> call) {
        if (!call.isDone()) {
            return null;
        }
        try {
            call.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException("what is done is not waited for", e);
        }
    }

    private static boolean isByInterrupt(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(InterruptedException.class::isInstance);
    }

    /**
     * Waits until the threads have ended, as a host's own teardown does: what they undo must be undone. Each step of theirs
     * has its own limit.
     */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ExecutorService threads(String name, int hosts) {
        return Executors.newFixedThreadPool(Math.max(1, Math.min(atATime, hosts)), work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
