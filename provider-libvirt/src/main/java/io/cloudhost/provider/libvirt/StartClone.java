package io.cloudhost.provider.libvirt;

import io.cloudhost.core.HostEndedException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Boots the clone, and hears of its end from then on. What ends it is the removal that undoes its creation, after the guest
 * had its time to shut down where that is asked for.
 */
final class StartClone implements SetupStep {

    private final CloneRequest request;
    private final ResolveBase base;
    private final PlanClone plan;
    private final RecordKeeper keeper;
    private final WaitableClock clock;

    /** Asked by other threads once the host is up. */
    private volatile @Nullable CloneWatch watch;

    StartClone(CloneRequest request, ResolveBase base, PlanClone plan, RecordKeeper keeper, WaitableClock clock) {
        this.request = request;
        this.base = base;
        this.plan = plan;
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.START;
    }

    @Override
    public String perform() {
        String outcome = start();
        watch = new CloneWatch(base.hypervisor(), plan.plan().uuid(), clock);
        return outcome;
    }

    /** Returns what hears of the clone's end from now on; only for steps that come later. */
    CloneWatch watch() {
        CloneWatch begun = watch;
        if (begun == null) {
            throw new IllegalStateException("the clone is not started yet");
        }
        return begun;
    }

    /**
     * Refuses a clone that has ended since its host was up. Asks the hypervisor only where an end was heard of: somebody may
     * have started it again, e.g. a test of a power failure.
     */
    void requireAlive() {
        watch().findEnd().ifPresent(end -> {
            throw new HostEndedException(
                    request.label(), plan.plan().name(), end.what() + reason(end), end.noticed(), null);
        });
    }

    @Override
    public void windDown() throws InterruptedException {
        if (request.shutdown().graceful()) {
            new GuestShutdown(base.hypervisor(), clock, request.shutdown().timeout())
                    .attempt(plan.plan().name(), plan.plan().uuid(), watch());
        }
    }

    @Override
    public void undo() {
        CloneWatch begun = watch;
        if (begun != null) {
            begun.close();
        }
    }

    private String reason(CloneWatch.End end) {
        return isBoundToConnection()
                ? end.lostConnection()
                        .map(when -> ". The connection to libvirt at " + request.url() + " was lost at "
                                + when.truncatedTo(ChronoUnit.SECONDS)
                                + ", and libvirt ends a clone with the connection that started it, also when libvirtd is"
                                + " stopped or restarted (unless " + LibvirtKeys.AUTODESTROY + " is false)")
                        .orElse("")
                : "";
    }

    private boolean isBoundToConnection() {
        return request.autodestroy() && plan.plan().record().provenance().lifetime() == Lifetime.SESSION;
    }

    private String start() {
        base.requireStillAtRest();
        ClonePlan clone = plan.plan();
        try {
            start(clone);
        } catch (HypervisorException e) {
            if (!hasNothingToCopy(clone, e)) {
                throw e;
            }
            base.hypervisor().define(clone.withRecord(keeper.record()).xmlWithFreshVarstore());
            start(clone);
            return "fresh firmware variables: the base has none at "
                    + clone.varstore().orElseThrow().path();
        }
        return "";
    }

    private void start(ClonePlan clone) {
        if (isBoundToConnection()) {
            base.hypervisor().startUntilDisconnected(clone.uuid());
        } else {
            base.hypervisor().start(clone.uuid());
        }
    }

    /** Libvirt has no call that tells whether a varstore is there; starting the clone tells. */
    private static boolean hasNothingToCopy(ClonePlan clone, HypervisorException failure) {
        return clone.varstore()
                .filter(varstore -> failure.isMissing(varstore.path()))
                .isPresent();
    }
}
