package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a clone on a thread of its own, since the hypervisor may take for ever, and cannot be interrupted. A start that was
 * given up is ended when it comes to an end, so that nothing comes to life after it was removed.
 */
final class LimitedStart {

    private static final Logger LOG = LoggerFactory.getLogger(LimitedStart.class);

    /** How long is waited for a start that was given up: as long as libvirt waits for a domain that is busy. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String clone;
    private final Runnable destroy;
    private final FutureTask<String> task;
    private final Thread thread;
    private volatile boolean givenUp;

    /**
     * Prepares a start.
     *
     * @param clone its name
     * @param start starts it
     * @param destroy ends it; called by any thread, at any time from the beginning of the start on
     */
    LimitedStart(String clone, Callable<String> start, Runnable destroy) {
        this.clone = clone;
        this.destroy = destroy;
        task = new FutureTask<>(() -> runUnlessGivenUp(start));
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

    /** Ends a start that goes on; to end the domain is what may bring libvirt to an end with starting it. Idempotent. */
    void giveUp() {
        givenUp = true;
        if (awaitEnd(Duration.ofMillis(1))) {
            return;
        }
        try {
            destroy.run();
        } catch (HypervisorException e) {
            LOG.debug("the clone {}, which is being started, cannot be ended yet", clone, e);
        }
        if (!awaitEnd(LIMIT)) {
            throw new CloudHostException("libvirt has not come to an end with starting the clone '" + clone + "' for "
                    + LIMIT.toSeconds()
                    + " s since that was given up. When it does, the clone is ended; look for a QEMU"
                    + " that hangs, and at the log of libvirtd");
        }
    }

    private String runUnlessGivenUp(Callable<String> start) throws Exception {
        try {
            return start.call();
        } finally {
            if (givenUp) {
                // That was to end the start, not what ends the clone.
                var unused = Thread.interrupted();
                destroy.run();
            }
        }
    }

    /** Waits until it has ended, however. Returns whether it has. */
    private boolean awaitEnd(Duration limit) {
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
