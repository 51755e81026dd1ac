package io.cloudhost.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/** Runs work that must not leave anything behind when the process is asked to end in the middle of it. */
final class ShutdownGuard {

    /** How long the process stays for a clean end: as long as a hypervisor may take to stop a machine, and then some. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final ShutdownHooks hooks;
    private final FailureReporter failures;
    private final Duration limit;

    ShutdownGuard(ShutdownHooks hooks, FailureReporter failures, Duration limit) {
        this.hooks = hooks;
        this.failures = failures;
        this.limit = limit;
    }

    /**
     * Runs the work.
     *
     * @param work what to do
     * @param end ends the work and undoes it; called on another thread, at most once, and only when the process is asked
     *     to end before the work is done
     * @return what the work returned; without meaning when the process is about to end
     */
    int run(IntSupplier work, Runnable end) {
        AtomicBoolean ending = new AtomicBoolean();
        Thread hook = new Thread(
                () -> {
                    ending.set(true);
                    endInTime(end);
                },
                "cloudhost-shutdown");
        hooks.add(hook);
        try {
            return work.getAsInt();
        } catch (RuntimeException e) {
            if (ending.get()) {
                // It fails because it is being ended; whatever is wrong with the end, the hook reports.
                return ExitStatus.FAILED;
            }
            throw e;
        } finally {
            hooks.remove(hook);
        }
    }

    private void endInTime(Runnable end) {
        Thread ender = new Thread(
                () -> {
                    try {
                        end.run();
                    } catch (RuntimeException e) {
                        failures.report(e);
                    }
                },
                "cloudhost-end");
        ender.setDaemon(true);
        ender.start();
        try {
            ender.join(limit.toMillis());
        } catch (InterruptedException e) {
            // Nobody interrupts a hook of ours; whoever does wants the process to end now.
            Thread.currentThread().interrupt();
        }
        if (ender.isAlive()) {
            failures.report("the host is not gone after " + limit.toSeconds()
                    + " s; 'cloudhost list' shows what is left, 'cloudhost down NAME' removes it");
        }
    }
}
