package io.cloudhost.provider.libvirt;

import io.cloudhost.core.HostEndedException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import java.util.Optional;
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
        watch = new CloneWatch(base.hypervisor(), plan.plan().uuid(), boundTo(), clock);
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
            throw new HostEndedException(request.label(), plan.plan().name(), end.what(), end.noticed(), null);
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

    /** Returns the hypervisor to which a connection must last for as long as the clone is to live, if that is so. */
    private Optional<ConnectionUrl> boundTo() {
        boolean endsWithItsProcess =
                request.autodestroy() && plan.plan().record().provenance().lifetime() == Lifetime.SESSION;
        return endsWithItsProcess ? Optional.of(request.url()) : Optional.empty();
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
        if (boundTo().isPresent()) {
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
