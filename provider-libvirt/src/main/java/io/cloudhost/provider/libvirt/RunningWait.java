package io.cloudhost.provider.libvirt;

import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.waiting.PollInterval;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainState;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Waits until a clone that was started runs: it may still be paused, or be again since a disk cannot be read. */
final class RunningWait {

    private static final Set<DomainState> RUNS = EnumSet.of(DomainState.RUNNING, DomainState.BLOCKED);

    private final Hypervisor hypervisor;
    private final ClonePlan clone;
    private final CloneWatch watch;
    private final WaitableClock clock;

    RunningWait(Hypervisor hypervisor, ClonePlan clone, CloneWatch watch, WaitableClock clock) {
        this.hypervisor = hypervisor;
        this.clone = clone;
        this.watch = watch;
        this.clock = clock;
    }

    /** Returns whether it runs by then. Fails at once where it has ended. */
    boolean until(Instant deadline) throws InterruptedException {
        PollInterval interval = new PollInterval();
        while (true) {
            Instant look = clock.now();
            if (hypervisor.state(clone.uuid()).filter(RUNS::contains).isPresent()) {
                return true;
            }
            watch.requireAlive(clone.name(), "when it had just been started");
            Duration left = Duration.between(clock.now(), deadline);
            if (left.isNegative() || left.isZero()) {
                return false;
            }
            Duration pause = interval.pauseAfter(clock.since(look));
            clock.sleep(pause.compareTo(left) < 0 ? pause : left);
        }
    }
}
