package io.cloudhost.core.lifecycle;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.HostSetupException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
    private final WaitableClock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private State state = State.NEW;
    private @Nullable Thread setupThread;
    private boolean cancelled;

    /** The steps to undo, the latest first. Touched only by the thread that sets up or tears down. */
    private final Deque<SetupStep> begun = new ArrayDeque<>();

    /**
     * Create a lifecycle.
     *
     * @param label the host's label
     * @param steps the steps, in the order of their phases; at least one
     * @param listener hears of the phases
     * @param clock measures them
     */
    public HostLifecycle(String label, List<SetupStep> steps, CloudHostListener listener, WaitableClock clock) {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("no step to set a host up with");
        }
        this.label = label;
        this.steps = List.copyOf(steps);
        this.listener = new GuardedListener(listener);
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
        StringJoiner times = new StringJoiner(", ");
        for (SetupStep step : steps) {
            Instant phaseStart = clock.now();
            listener.phaseStarted(label, step.phase());
            try {
                String outcome = perform(step);
                Duration took = clock.since(phaseStart);
                times.add(step.phase() + " " + took.toMillis() + " ms");
                listener.phaseCompleted(label, step.phase(), outcome, took);
            } catch (InterruptedException | RuntimeException | Error e) {
                listener.phaseFailed(label, step.phase(), e, clock.since(phaseStart));
                throw undone(step.phase(), e);
            }
        }
        finish();
        LOG.info("{} is up after {} ms: {}", label, clock.since(start).toMillis(), times);
        listener.up(label, clock.since(start));
    }

    /**
     * Undo all steps that ran, as {@link io.cloudhost.core.CloudHost#teardown()} says.
     *
     * @throws CloudHostException when a step could not be undone
     */
    public void teardown() {
        if (!claimTeardown()) {
            return;
        }
        // A thread that was interrupted and cleans up before it ends must really leave nothing behind.
        boolean interrupted = Thread.interrupted();
        try {
            undoClaimed();
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

    private void undoClaimed() {
        Instant start = clock.now();
        List<Throwable> failures = undoAll();
        settle(State.ENDED);
        if (failures.isEmpty()) {
            LOG.info("{} is gone after {} ms", label, clock.since(start).toMillis());
            listener.tornDown(label, clock.since(start));
            return;
        }
        CloudHostException failure = incomplete(failures);
        listener.teardownFailed(label, failure, clock.since(start));
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
        lock.lock();
        try {
            // From here on a teardown waits and no longer interrupts: undoing must run to its end.
            setupThread = null;
        } finally {
            lock.unlock();
        }
        boolean interrupted = Thread.interrupted() || failure instanceof InterruptedException;
        boolean byTeardown = isCancelled();
        RuntimeException exception = explain(phase, failure, byTeardown);
        undoAll().forEach(exception::addSuppressed);
        settle(State.ENDED);
        if (interrupted && !byTeardown) {
            Thread.currentThread().interrupt();
        }
        return exception;
    }

    private RuntimeException explain(SetupPhase phase, Throwable failure, boolean byTeardown) {
        if (byTeardown) {
            return new HostSetupException(label, phase, "it was torn down meanwhile", failure);
        }
        if (failure instanceof InterruptedException) {
            return new HostSetupException(label, phase, "the thread was interrupted", failure);
        }
        if (failure instanceof ConfigurationException configuration) {
            return configuration;
        }
        return new HostSetupException(label, phase, describe(failure), failure);
    }

    /** Returns whether the caller is to undo the steps; waits where another thread does it. */
    private boolean claimTeardown() {
        lock.lock();
        try {
            if (state == State.SETTING_UP) {
                cancelled = true;
                if (setupThread == Thread.currentThread()) {
                    // A listener calls: the setup undoes everything as soon as that returns.
                    return false;
                }
                if (setupThread != null) {
                    setupThread.interrupt();
                }
            }
            while (state == State.SETTING_UP || state == State.TEARING_DOWN) {
                settled.awaitUninterruptibly();
            }
            boolean nothingToDo = state == State.NEW || begun.isEmpty();
            state = nothingToDo ? State.ENDED : State.TEARING_DOWN;
            return !nothingToDo;
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

    private CloudHostException incomplete(List<Throwable> failures) {
        StringJoiner what = new StringJoiner("; ");
        failures.forEach(failure -> what.add(describe(failure)));
        CloudHostException exception =
                new CloudHostException(label + ": teardown is not complete: " + what, failures.get(0));
        failures.stream().skip(1).forEach(exception::addSuppressed);
        return exception;
    }

    /** Our own messages stand for themselves; others' say little without the class. */
    private static String describe(Throwable failure) {
        return failure instanceof CloudHostException ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    private void settle(State end) {
        lock.lock();
        try {
            setupThread = null;
            state = end;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
