package io.cloudhost.provider.libvirt;

import io.cloudhost.core.Lifetime;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;

/** Boots the clone. What ends it is the removal that undoes its creation. */
final class StartClone implements SetupStep {

    private final CloneRequest request;
    private final ResolveBase base;
    private final PlanClone plan;
    private final RecordKeeper keeper;

    StartClone(CloneRequest request, ResolveBase base, PlanClone plan, RecordKeeper keeper) {
        this.request = request;
        this.base = base;
        this.plan = plan;
        this.keeper = keeper;
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.START;
    }

    @Override
    public String perform() {
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
        boolean endsWithItsProcess =
                request.autodestroy() && clone.record().provenance().lifetime() == Lifetime.SESSION;
        if (endsWithItsProcess) {
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
