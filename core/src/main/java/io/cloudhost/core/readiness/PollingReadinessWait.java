package io.cloudhost.core.readiness;

import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Console;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.NotReadyException;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.DaemonThread;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.ReadinessCheck;
import io.cloudhost.core.spi.ReadinessRequest;
import io.cloudhost.core.spi.ReadinessWait;
import io.cloudhost.core.waiting.EndCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Wait until a host is ready: first for a fixed time, where that is wanted, then for one check after the other.
 *
 * <p>The looks are made on a thread of their own, so that one that hangs takes no more than its check's time, and a host that
 * ends meanwhile is not waited for. Owns its checks and that thread. Used by one thread.
 */
public final class PollingReadinessWait implements ReadinessWait {

    private final Duration bootDelay;
    private final List<TimedCheck> checks;
    private final WaitableClock clock;
    private final Function<String, ExecutorService> threads;
    private final ExecutorService looks;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Create a wait.
     *
     * @param bootDelay how long to wait before the first check; may be zero
     * @param checks what to wait for then, in this order; may be empty
     * @param clock the clock to wait on
     */
    public PollingReadinessWait(Duration bootDelay, List<TimedCheck> checks, WaitableClock clock) {
        this(bootDelay, checks, clock, DaemonThread::named);
    }

    PollingReadinessWait(
            Duration bootDelay,
            List<TimedCheck> checks,
            WaitableClock clock,
            Function<String, ExecutorService> threads) {
        this.bootDelay = bootDelay;
        this.checks = List.copyOf(checks);
        this.clock = clock;
        this.threads = threads;
        this.looks = threads.apply("cloudhost-ready");
    }

    @Override
    public void refuseConsole(String reason) {
        for (TimedCheck check : checks) {
            if (check.check().needs().contains(ReadinessCheck.Need.CONSOLE)) {
                throw new ConfigurationException(
                        check.item().path(),
                        check.item().origin(),
                        "waits for " + check.check().description() + ", but " + reason);
            }
        }
    }

    @Override
    public String await(GuestEndpoint endpoint, Optional<Console> console, Optional<GuestShell> shell, HostWatch watch)
            throws InterruptedException {
        if (bootDelay.isZero() && checks.isEmpty()) {
            return "";
        }
        BlockingQueue<Runnable> results = new LinkedBlockingQueue<>();
        try (EndCheck end = new EndCheck(watch, threads.apply("cloudhost-ready-end"), clock)) {
            end.listen(results::add);
            delay(end, results);
            for (TimedCheck check : checks) {
                await(
                        new CheckInquiry(
                                check,
                                remaining -> new ReadinessRequest(endpoint, console, shell, remaining),
                                looks,
                                clock),
                        end,
                        results);
            }
        }
        return checks.stream().map(check -> check.check().description()).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        looks.shutdownNow();
        checks.forEach(check -> check.check().close());
    }

    private void delay(EndCheck end, BlockingQueue<Runnable> results) throws InterruptedException {
        Instant start = clock.now();
        while (true) {
            Duration left = bootDelay.minus(clock.since(start));
            if (left.isZero() || left.isNegative()) {
                return;
            }
            end.lookWhenDue(results::add);
            take(results, shorter(left, end.untilDue()));
            requireAlive(end, "during its bootDelay");
        }
    }

    private void await(CheckInquiry check, EndCheck end, BlockingQueue<Runnable> results) throws InterruptedException {
        while (true) {
            end.lookWhenDue(results::add);
            check.lookWhenDue(results::add);
            take(results, shorter(check.untilDue(), end.untilDue()));
            if (check.isReady()) {
                return;
            }
            requireAlive(end, "while it was waited for: " + check.description() + ": " + check.story());
            if (check.isHopeless()) {
                throw new NotReadyException("it is not ready: " + check.description() + ": " + check.story());
            }
        }
    }

    private static void requireAlive(EndCheck end, String when) {
        if (end.reason().isPresent()) {
            throw new NotReadyException("it " + end.reason().get() + " " + when);
        }
    }

    /** Waits for the next result, and takes in all that are there. */
    private void take(BlockingQueue<Runnable> results, Duration limit) throws InterruptedException {
        for (@Nullable Runnable result = clock.poll(results, limit); result != null; result = results.poll()) {
            result.run();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
