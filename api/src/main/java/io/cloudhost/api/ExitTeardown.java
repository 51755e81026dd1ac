package io.cloudhost.api;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.DaemonThread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tears down, when the JVM shuts down, the hosts that nobody has torn down by then. Has a hook in the JVM only while there
 * are such hosts. Thread-safe; its lock is held for no longer than it takes to note something.
 */
final class ExitTeardown {

    /** As long as a hypervisor may take to stop a machine, and then some. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(ExitTeardown.class);
    private static final String REMEDY = "'cloudhost list' shows what is left, 'cloudhost down NAME' removes it";

    private final ExitHooks hooks;
    private final WaitableClock clock;
    private final Duration limit;

    private final Set<ExitGuardedHost> hosts = new LinkedHashSet<>();
    private @Nullable Thread hook;
    private boolean exiting;

    /**
     * Creates it without a hook.
     *
     * @param limit how long the JVM waits for all hosts together
     */
    ExitTeardown(ExitHooks hooks, WaitableClock clock, Duration limit) {
        this.hooks = hooks;
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * Has a host torn down at the exit, from now on.
     *
     * @throws CloudHostException when the JVM is shutting down
     */
    synchronized void guard(ExitGuardedHost host) {
        if (exiting) {
            throw refusal(host);
        }
        if (hook == null) {
            Thread added = new Thread(this::tearDownAll, "cloudhost-exit");
            try {
                hooks.add(added);
            } catch (IllegalStateException shutdownHasBegun) {
                throw refusal(host);
            }
            hook = added;
        }
        hosts.add(host);
    }

    /** Leaves a host alone, from now on. */
    synchronized void release(ExitGuardedHost host) {
        hosts.remove(host);
        if (hosts.isEmpty() && hook != null && !exiting) {
            hooks.remove(hook);
            hook = null;
        }
    }

    private static CloudHostException refusal(ExitGuardedHost host) {
        return new CloudHostException(host.label() + " is not set up, since the JVM is shutting down");
    }

    private synchronized List<ExitGuardedHost> begin() {
        exiting = true;
        return new ArrayList<>(hosts);
    }

    private void tearDownAll() {
        List<ExitGuardedHost> left = begin();
        if (left.isEmpty()) {
            // The last one was torn down just when the shutdown began.
            return;
        }
        LOG.info("The JVM is shutting down: tearing down {}", labels(left));
        BlockingQueue<ExitGuardedHost> done = new LinkedBlockingQueue<>();
        // A thread for each, since one that hangs must not keep another from its end.
        List<ExecutorService> threads =
                left.stream().map(host -> tearDown(host, done)).toList();
        Duration toHurry = limit.dividedBy(6);
        try {
            await(left, done, limit.minus(toHurry));
            // Who waits for an orderly end waits no longer.
            threads.forEach(ExecutorService::shutdownNow);
            await(left, done, toHurry);
        } catch (InterruptedException e) {
            // Nobody interrupts a hook of ours; whoever does wants the JVM to end now.
            Thread.currentThread().interrupt();
        }
        if (!left.isEmpty()) {
            LOG.error("Not gone after {} s, when the JVM ended: {}; {}", limit.toSeconds(), labels(left), REMEDY);
        }
    }

    private static ExecutorService tearDown(ExitGuardedHost host, BlockingQueue<ExitGuardedHost> done) {
        ExecutorService thread = DaemonThread.named("cloudhost-exit-" + host.label());
        thread.execute(() -> {
            try {
                host.teardown();
            } catch (RuntimeException | Error e) {
                LOG.error("Torn down when the JVM ended: {}; {}", e.getMessage(), REMEDY, e);
            } finally {
                done.add(host);
            }
        });
        return thread;
    }

    /** Waits until none is left or the time is over. */
    private void await(List<ExitGuardedHost> left, BlockingQueue<ExitGuardedHost> done, Duration time)
            throws InterruptedException {
        Instant deadline = clock.now().plus(time);
        while (!left.isEmpty()) {
            ExitGuardedHost gone = clock.poll(done, Duration.between(clock.now(), deadline));
            if (gone == null) {
                return;
            }
            left.remove(gone);
        }
    }

    private static String labels(List<ExitGuardedHost> hosts) {
        return hosts.stream().map(ExitGuardedHost::label).collect(Collectors.joining(", "));
    }
}
