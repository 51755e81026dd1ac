package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.WaitableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one URL, and those that come after it when it is lost. Thread-safe.
 *
 * <p>A thread of its own, the keeper, opens them, and opens again what was open over the lost one, so that an interrupt of one that waits
 * for a connection does no harm to others. It is there from {@link #open} to {@link #close}, and reachable for as long, and
 * this object with it: nobody who forgets a host has it ended by the garbage collector.
 *
 * <p>The lock guards the fields alone; no call of libvirt is made while it is held.
 */
final class SharedConnection {

    private static final Logger LOG = LoggerFactory.getLogger(SharedConnection.class);

    private final ConnectionUrl url;
    private final HypervisorConnector connector;
    private final WaitableClock clock;
    private final ReconnectTerms terms;
    private final Thread keeper;

    /** Tell the keeper that there is something to do before its pause is over. One is enough. */
    private final BlockingQueue<Boolean> nudges = new ArrayBlockingQueue<>(1);

    private final CompletableFuture<Hypervisor> opening = new CompletableFuture<>();

    /** What is to be opened again over the present connection, and could not be yet. Of the keeper's thread alone. */
    private List<Kept> unrestored = List.of();

    private final Set<Kept> kept = new LinkedHashSet<>();

    /** Is completed with the present connection; is not complete while there is none. */
    private CompletableFuture<Hypervisor> present = opening;

    private @Nullable Outage outage;
    private int waiting;
    private boolean closed;

    SharedConnection(ConnectionUrl url, HypervisorConnector connector, WaitableClock clock, ReconnectTerms terms) {
        this.url = url;
        this.connector = connector;
        this.clock = clock;
        this.terms = terms;
        this.keeper = new Thread(this::keep, "cloudhost-libvirt-connection");
        keeper.setDaemon(true);
    }

    /** Begins to open it. */
    void open() {
        keeper.start();
    }

    /** Waits until it is open for the first time, which the connector has a limit for. */
    void awaitOpening() {
        try {
            opening.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException("interrupted while connecting to libvirt at " + url, e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** Returns whether it could not be opened. */
    boolean isRefused() {
        return opening.isCompletedExceptionally();
    }

    /** Returns the present connection. Waits where it is lost, until it is replaced. */
    Hypervisor live() {
        CompletableFuture<Hypervisor> expected = present();
        if (expected.isDone() && isAlive(expected)) {
            return expected.join();
        }
        if (expected.isDone() && !expected.isCompletedExceptionally()) {
            lose(expected.join());
        }
        return await();
    }

    boolean isAlive() {
        return isAlive(present());
    }

    /** Returns whether a call failed since its connection is lost, and has that replaced then. */
    boolean isLostUnder(Hypervisor connection) {
        if (!connection.isAlive()) {
            lose(connection);
        }
        return isReplaced(connection);
    }

    /** Has it opened again over each connection that comes after the present one. */
    synchronized void keep(Kept open) {
        kept.add(open);
    }

    synchronized void forget(Kept closed) {
        kept.remove(closed);
    }

    /** Closes it as soon as no call is under way. Idempotent. */
    void close() {
        CompletableFuture<Hypervisor> last = end();
        keeper.interrupt();
        if (!last.completeExceptionally(DeferredClose.closed(url)) && !last.isCompletedExceptionally()) {
            last.join().close();
        }
    }

    private void keep() {
        try {
            install(connector.connect(url));
        } catch (RuntimeException | Error e) {
            opening.completeExceptionally(e);
            return;
        }
        try {
            while (!isClosed()) {
                Duration pause = look();
                var unused = clock.poll(nudges, pause);
            }
        } catch (InterruptedException e) {
            // It is closed.
        }
    }

    /** Notices a loss that somebody should hear of, and replaces what is lost. Returns how long nothing is to be done. */
    private Duration look() {
        CompletableFuture<Hypervisor> expected = present();
        if (expected.isDone() && isListenedTo() && !isAlive(expected)) {
            lose(expected.join());
        }
        if (isMissed()) {
            return replace();
        }
        if (!unrestored.isEmpty() && isAlive(expected)) {
            restore(expected.join());
        }
        return terms.look();
    }

    private Duration replace() {
        try {
            Hypervisor fresh = connector.connect(url);
            unrestored = install(fresh);
            restore(fresh);
            return terms.look();
        } catch (RuntimeException | Error e) {
            // An Error too: those who wait are told of it, and the next attempt may be luckier.
            return failed(e);
        }
    }

    private void restore(Hypervisor fresh) {
        unrestored = unrestored.stream().filter(open -> !restore(open, fresh)).toList();
    }

    /** Returns whether there is nothing more to do for it. */
    private static boolean restore(Kept open, Hypervisor fresh) {
        try {
            return open.restore(fresh);
        } catch (HypervisorException e) {
            LOG.debug("what was open over the lost connection is not open again yet", e);
            // Where this one is lost too, all are restored over the next.
            return !fresh.isAlive();
        } catch (RuntimeException | Error e) {
            // Not the hypervisor's fault, and so no better the next time.
            LOG.error("what was open over the lost connection is not open any more", e);
            return true;
        }
    }

    private void lose(Hypervisor connection) {
        if (!isNewLoss(connection)) {
            return;
        }
        LOG.warn("the connection to libvirt at {} is lost", url);
        connection.close();
        nudge();
    }

    private synchronized boolean isNewLoss(Hypervisor connection) {
        if (closed || !present.isDone() || present.join() != connection) {
            return false;
        }
        Instant now = clock.now();
        outage = Outage.beginning(now);
        present = new CompletableFuture<>();
        kept.forEach(open -> open.lost(now));
        return true;
    }

    /** Returns what is to be restored. */
    private List<Kept> install(Hypervisor fresh) {
        Optional<Outage> ended = Optional.empty();
        List<Kept> toRestore = List.of();
        boolean tooLate;
        synchronized (this) {
            tooLate = closed;
            if (!tooLate) {
                ended = Optional.ofNullable(outage);
                outage = null;
                toRestore = List.copyOf(kept);
                present.complete(fresh);
            }
        }
        if (tooLate) {
            fresh.close();
        }
        ended.ifPresent(over -> LOG.info(
                "the connection to libvirt at {} is replaced, {} ms after its loss was noticed",
                url,
                clock.since(over.since()).toMillis()));
        return toRestore;
    }

    private synchronized Duration failed(Throwable attempt) {
        LOG.debug("no new connection to libvirt at {}", url, attempt);
        Outage longer = Objects.requireNonNull(outage, "only a lost connection is replaced")
                .afterFailed(attempt);
        outage = longer;
        return terms.pauseAfter(longer.attempts(), waiting > 0);
    }

    private Hypervisor await() {
        CompletableFuture<Hypervisor> coming = beginToWait();
        try {
            return coming.get(terms.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            Outage now = outage();
            if (now == null) {
                // It came at the last moment.
                return coming.join();
            }
            throw now.toException(url);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(
                    "interrupted while the lost connection to libvirt at " + url + " was replaced", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            endToWait();
        }
    }

    private synchronized CompletableFuture<Hypervisor> beginToWait() {
        waiting++;
        if (waiting == 1) {
            nudge();
        }
        return present;
    }

    private synchronized void endToWait() {
        waiting--;
    }

    private void nudge() {
        // Where one is there already, it does for this too.
        var unused = nudges.offer(true);
    }

    /** Makes an exception for each thread that waited: one for all would be everybody's to add to. */
    private RuntimeException failure(@Nullable Throwable cause) {
        return cause instanceof HypervisorException refused
                ? refused.again()
                : new IllegalStateException("connecting to libvirt at " + url + " failed unexpectedly", cause);
    }

    private static boolean isAlive(CompletableFuture<Hypervisor> connection) {
        return connection.isDone()
                && !connection.isCompletedExceptionally()
                && connection.join().isAlive();
    }

    private synchronized CompletableFuture<Hypervisor> present() {
        return present;
    }

    private synchronized @Nullable Outage outage() {
        return outage;
    }

    private synchronized boolean isReplaced(Hypervisor connection) {
        return !closed && !(present.isDone() && present.join() == connection);
    }

    private synchronized boolean isListenedTo() {
        return !kept.isEmpty();
    }

    /** Returns whether it is lost, and there is somebody who waits for another one or listens over it. */
    private synchronized boolean isMissed() {
        return !closed && outage != null && (waiting > 0 || !kept.isEmpty());
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized CompletableFuture<Hypervisor> end() {
        closed = true;
        return present;
    }
}
