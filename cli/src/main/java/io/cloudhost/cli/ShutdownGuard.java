package io.cloudhost.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work that must not leave anything behind when the process is asked to end in the middle of it. */
final class ShutdownGuard {

    /** How long the process stays for a clean end: as long as a hypervisor may take to stop a machine, and then some. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownGuard.class);

    private final ShutdownHooks hooks;
    private final Screen screen;
    private final FailureReporter failures;
    private final Duration limit;
    private final AtomicBoolean ending = new AtomicBoolean();

    /**
     * Creates it.
     *
     * @param screen closed when the process ends
     * @param limit how long the process stays for a clean end
     */
    ShutdownGuard(ShutdownHooks hooks, Screen screen, FailureReporter failures, Duration limit) {
        this.hooks = hooks;
        this.screen = screen;
        this.failures = failures;
        this.limit = limit;
    }

    /**
     * Runs work that can be cut short anywhere: when the process is asked to end, it ends at once.
     *
     * @param work what to do; not begun where the process is ending already
     * @return what the work returned; without meaning when the process is about to end
     */
    int run(IntSupplier work) {
        return perform(work, worker -> {});
    }

    /**
     * Runs work that is to be ended and undone when the process is asked to end.
     *
     * @param work what to do; fails or returns soon when it is ended, and is not begun where the process is ending already
     * @param end ends the work and undoes it; called on another thread, at most once, and only when the process is asked
     *     to end before the work is done
     * @return what the work returned; without meaning when the process is about to end
     */
    int run(IntSupplier work, Runnable end) {
        return perform(work, worker -> {
            if (endInTime(end, worker.thread())) {
                worker.awaitLastWords();
            }
        });
    }

    private int perform(IntSupplier work, Consumer<Worker> atEnd) {
        Worker worker = new Worker(Thread.currentThread(), new CountDownLatch(1));
        Thread hook = new Thread(
                () -> {
                    ending.set(true);
                    try {
                        atEnd.accept(worker);
                    } finally {
                        screen.close();
                    }
                },
                "cloudhost-shutdown");
        if (!hooks.add(hook)) {
            // The process ends already: what is begun now, nobody would undo.
            ending.set(true);
            return ExitStatus.FAILED;
        }
        try {
            return work.getAsInt();
        } catch (RuntimeException e) {
            if (ending.get()) {
                // It fails because it is being ended; whatever is wrong with the end, the hook reports.
                return ExitStatus.FAILED;
            }
            throw e;
        } finally {
            worker.done().countDown();
            hooks.remove(hook);
        }
    }

    /** Tells whether the process is asked to end in the middle of some work. */
    boolean isEnding() {
        return ending.get();
    }

    /** Returns whether it has ended. */
    private boolean endInTime(Runnable end, Thread worker) {
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
        Duration toHurry = limit.dividedBy(6);
        try {
            TimeUnit.NANOSECONDS.timedJoin(ender, limit.minus(toHurry).toNanos());
            if (ender.isAlive()) {
                // Whichever of the two waits for an orderly end of the machine waits no longer.
                ender.interrupt();
                worker.interrupt();
                TimeUnit.NANOSECONDS.timedJoin(ender, toHurry.toNanos());
            }
        } catch (InterruptedException e) {
            // Nobody interrupts a hook of ours; whoever does wants the process to end now.
            Thread.currentThread().interrupt();
        }
        if (ender.isAlive()) {
            failures.report("the host is not gone after " + limit.toSeconds()
                    + " s; 'cloudhost list' shows what is left, 'cloudhost down NAME' removes it");
            return false;
        }
        return true;
    }

    /**
     * Who does the work.
     *
     * @param done counted down when the work is over
     */
    private record Worker(Thread thread, CountDownLatch done) {

        private static final long SECONDS_FOR_LAST_WORDS = 2;

        /** Waits until it has said what became of the work that was ended. */
        void awaitLastWords() {
            try {
                if (!done.await(SECONDS_FOR_LAST_WORDS, TimeUnit.SECONDS)) {
                    LOG.debug("The process ends before the work that it has ended returned");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
