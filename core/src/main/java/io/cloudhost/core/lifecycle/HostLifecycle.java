package io.cloudhost.core.lifecycle;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.EvidenceCollector;
import io.cloudhost.core.spi.FailureEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Run a host's steps in order, and undo those that ran in the opposite order.
 *
 * <p>Thread-safe. The lock guards the state alone; no step runs while it is held.
 */
public final class HostLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(HostLifecycle.class);
    private static final int HIGHEST_PORT = 65535;

    private enum State {
        NEW,
        SETTING_UP,
        UP,
        TEARING_DOWN,
        /** Nothing is left, or a teardown could not remove all: {@link #begun} tells. */
        ENDED
    }

    private final String label;
    private final List<SetupStep> steps;
    private final CloudHostListener listener;
    private final EvidenceCollector evidence;
    private final WaitableClock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private State state = State.NEW;
    private @Nullable Thread setupThread;
    private @Nullable Thread teardownThread;
    private boolean cancelled;

    /** The steps to undo, the latest first. Touched only by the thread that sets up or tears down. */
    private final Deque<SetupStep> begun = new ArrayDeque<>();

    /**
     * Create a lifecycle that leaves no evidence.
     *
     * @param label the host's label
     * @param steps the steps, in the order of their phases; at least one
     * @param listener hears of the phases
     * @param clock measures the phases
     */
    public HostLifecycle(String label, List<SetupStep> steps, CloudHostListener listener, WaitableClock clock) {
        this(label, steps, listener, EvidenceCollector.NONE, clock);
    }

    /**
     * Create a lifecycle.
     *
     * @param label the host's label
     * @param steps the steps, in the order of their phases; at least one
     * @param listener hears of the phases
     * @param evidence gathers what there is when a step fails, before any is undone
     * @param clock measures the phases
     */
    public HostLifecycle(
            String label,
            List<SetupStep> steps,
            CloudHostListener listener,
            EvidenceCollector evidence,
            WaitableClock clock) {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("no step to set a host up with");
        }
        this.label = label;
        this.steps = List.copyOf(steps);
        this.listener = new GuardedListener(listener);
        this.evidence = evidence;
        this.clock = clock;
    }

    /**
     * Run all steps, as {@link io.cloudhost.core.CloudHost#setup()} says.
     *
     * @throws ConfigurationException when a step found a setting that cannot work
     * @throws HostSetupException when a step failed; all that ran has been undone
     * @throws IllegalStateException when called a second time, or after {@link #teardown()}
     */
    public void setup() {
        begin();
        Instant start = clock.now();
        for (SetupStep step : steps) {
            run(step);
        }
        finish();
        Duration took = clock.since(start);
        LOG.info("{} is up after {} ms", label, took.toMillis());
        listener.up(label, took);
    }

    /**
     * Undo all steps that ran, as {@link io.cloudhost.core.CloudHost#teardown()} says.
     *
     * @throws CloudHostException when a step could not be undone
     */
    public void teardown() {
        Claim claim = claimTeardown();
        if (claim == Claim.NOTHING_TO_DO) {
            return;
        }
        // A thread that was interrupted and cleans up before it ends must really leave nothing behind.
        boolean interrupted = Thread.interrupted();
        try {
            listener.teardownStarted(label);
            Instant start = clock.now();
            if (claim == Claim.END) {
                interrupted |= windDown();
            }
            undoClaimed(start);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Refuse to go on unless the host is up.
     *
     * @throws IllegalStateException before the setup has succeeded and after a teardown began
     */
    public void requireUp() {
        lock.lock();
        try {
            if (state != State.UP) {
                throw new IllegalStateException(
                        label + (state == State.NEW || state == State.SETTING_UP ? " is not set up" : " is torn down"));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Return a port of the machine as the port to connect to: for a machine that is reached directly.
     *
     * @param port the port the machine listens on, 1 to 65535
     * @return the same port
     * @throws IllegalArgumentException when {@code port} is out of range
     * @throws IllegalStateException before the setup has succeeded and after a teardown began
     */
    public int directPort(int port) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("not a port: " + port + ". Ports are 1 to " + HIGHEST_PORT);
        }
        requireUp();
        return port;
    }

    private void run(SetupStep step) {
        SetupPhase phase = step.phase();
        Instant start = clock.now();
        listener.phaseStarted(label, phase);
        try {
            String outcome = perform(step);
            Duration took = clock.since(start);
            LOG.info("{}: {} took {} ms{}", label, phase, took.toMillis(), outcome.isEmpty() ? "" : ": " + outcome);
            listener.phaseCompleted(label, phase, outcome, took);
        } catch (InterruptedException | RuntimeException | Error e) {
            Duration took = clock.since(start);
            LOG.info("{}: {} failed after {} ms: {}", label, phase, took.toMillis(), describe(e));
            listener.phaseFailed(label, phase, e, took);
            throw undone(phase, e);
        }
    }

    /** Returns whether the thread was interrupted meanwhile. */
    private boolean windDown() {
        for (SetupStep step : begun) {
            try {
                step.windDown();
            } catch (InterruptedException e) {
                LOG.info("{}: interrupted while it came to an orderly end, and is ended at once", label);
                return true;
            } catch (RuntimeException | Error e) {
                LOG.warn("{}: it comes to no orderly end, and is ended at once: {}", label, describe(e));
                LOG.debug("{}: why it comes to no orderly end", label, e);
            }
        }
        return Thread.interrupted();
    }

    private void undoClaimed(Instant start) {
        List<Throwable> failures = undoAll();
        settle(State.ENDED);
        Duration took = clock.since(start);
        if (failures.isEmpty()) {
            LOG.info("{} is gone after {} ms", label, took.toMillis());
            listener.tornDown(label, took);
            return;
        }
        CloudHostException failure = incomplete("teardown is not complete", failures);
        LOG.info("{} is not wholly gone after {} ms", label, took.toMillis());
        listener.teardownFailed(label, failure, took);
        throw failure;
    }

    private void begin() {
        lock.lock();
        try {
            if (state != State.NEW) {
                throw new IllegalStateException(
                        label + " was set up or torn down before; get a new host for its label");
            }
            state = State.SETTING_UP;
            setupThread = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    private String perform(SetupStep step) throws InterruptedException {
        // A step may have swallowed the interrupt of a teardown; it must not go unnoticed before the next one.
        if (isCancelled() || Thread.interrupted()) {
            throw new InterruptedException();
        }
        begun.push(step);
        return step.perform();
    }

    private void finish() {
        boolean tooLate;
        lock.lock();
        try {
            tooLate = cancelled;
            if (!tooLate) {
                setupThread = null;
                state = State.UP;
                settled.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (tooLate) {
            throw undone(steps.get(steps.size() - 1).phase(), new InterruptedException());
        }
    }

    private boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    /** Undoes what a failed setup made, and makes the exception for it. */
    private RuntimeException undone(SetupPhase phase, Throwable failure) {
        boolean interrupted = Thread.interrupted() || failure instanceof InterruptedException;
        boolean byTeardown = isCancelled();
        RuntimeException exception = explain(phase, failure, byTeardown);
        lock.lock();
        try {
            // From here on a teardown waits and no longer interrupts: undoing must run to its end.
            setupThread = null;
        } finally {
            lock.unlock();
        }
        // It came while evidence was gathered, which then ended; the undoing must not end.
        boolean interruptedMeanwhile = Thread.interrupted() && !isCancelled();
        Instant start = clock.now();
        List<Throwable> left = undoAll();
        left.forEach(exception::addSuppressed);
        settle(State.ENDED);
        tellOfUndo(left, clock.since(start));
        if (interruptedMeanwhile || (interrupted && !byTeardown)) {
            Thread.currentThread().interrupt();
        }
        return exception;
    }

    private void tellOfUndo(List<Throwable> failures, Duration took) {
        if (failures.isEmpty()) {
            LOG.info("{}: what its setup made is gone after {} ms", label, took.toMillis());
            listener.setupUndone(label, took);
            return;
        }
        LOG.info("{}: what its setup made is not wholly gone after {} ms", label, took.toMillis());
        listener.setupUndoFailed(label, incomplete("the setup is not wholly undone", failures), took);
    }

    private RuntimeException explain(SetupPhase phase, Throwable failure, boolean byTeardown) {
        if (byTeardown) {
            return new HostSetupException(label, phase, "it was torn down meanwhile", failure);
        }
        if (failure instanceof ConfigurationException configuration) {
            return configuration;
        }
        FailureEvidence gathered = evidence.atFailure(phase, failure);
        return new HostSetupException(
                label, phase, describe(failure), gathered.folder(), gathered.lastConsoleLines(), failure);
    }

    /** What the caller of a teardown is to do. */
    private enum Claim {
        NOTHING_TO_DO,
        /** Go on with what an earlier teardown, or a failed setup, could not undo. */
        UNDO,
        /** End a host that was up. */
        END
    }

    /** Waits where another thread undoes the steps. */
    private Claim claimTeardown() {
        lock.lock();
        try {
            if (state == State.SETTING_UP) {
                cancelled = true;
                if (setupThread == Thread.currentThread()) {
                    // A listener calls: the setup undoes everything as soon as that returns.
                    return Claim.NOTHING_TO_DO;
                }
                if (setupThread != null) {
                    setupThread.interrupt();
                }
            }
            if (teardownThread == Thread.currentThread()) {
                // A listener calls that hears of this very teardown, which cannot end before that returns.
                return Claim.NOTHING_TO_DO;
            }
            while (state == State.SETTING_UP || state == State.TEARING_DOWN) {
                settled.awaitUninterruptibly();
            }
            if (state == State.NEW || begun.isEmpty()) {
                state = State.ENDED;
                return Claim.NOTHING_TO_DO;
            }
            Claim claim = state == State.UP ? Claim.END : Claim.UNDO;
            state = State.TEARING_DOWN;
            teardownThread = Thread.currentThread();
            return claim;
        } finally {
            lock.unlock();
        }
    }

    private List<Throwable> undoAll() {
        List<Throwable> failures = new ArrayList<>();
        List<SetupStep> remaining = new ArrayList<>();
        while (!begun.isEmpty()) {
            SetupStep step = begun.pop();
            try {
                step.undo();
            } catch (RuntimeException | Error e) {
                // An Error too, e.g. of a native library: the other steps, and a later try, must not suffer from it.
                LOG.warn("{}: undoing the phase '{}' failed", label, step.phase(), e);
                failures.add(e);
                remaining.add(step);
            }
        }
        remaining.forEach(begun::addLast);
        return failures;
    }

    private CloudHostException incomplete(String verdict, List<Throwable> failures) {
        String what = failures.stream().map(HostLifecycle::describe).collect(Collectors.joining("; "));
        CloudHostException exception = new CloudHostException(label + ": " + verdict + ": " + what, failures.get(0));
        failures.stream().skip(1).forEach(exception::addSuppressed);
        return exception;
    }

    private static String describe(Throwable failure) {
        return failure instanceof InterruptedException
                ? "the thread was interrupted"
                : CloudHostException.describe(failure);
    }

    private void settle(State end) {
        lock.lock();
        try {
            setupThread = null;
            teardownThread = null;
            state = end;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
