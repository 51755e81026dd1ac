package io.cloudhost.provider.libvirt;

import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;

/** Boots the clone. What ends it is the removal that undoes its creation. */
final class StartClone implements SetupStep {

    private final ResolveBase base;
    private final PlanClone plan;

    StartClone(ResolveBase base, PlanClone plan) {
        this.base = base;
        this.plan = plan;
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
            base.hypervisor().start(clone.uuid());
        } catch (HypervisorException e) {
            if (!hasNothingToCopy(clone, e)) {
                throw e;
            }
            base.hypervisor().define(clone.xmlWithFreshVarstore());
            base.hypervisor().start(clone.uuid());
            return "fresh firmware variables: the base has none at "
                    + clone.varstore().orElseThrow().path();
        }
        return "";
    }

    /** Libvirt has no call that tells whether a varstore is there; starting the clone tells. */
    private static boolean hasNothingToCopy(ClonePlan clone, HypervisorException failure) {
        return clone.varstore()
                .filter(varstore -> failure.isMissing(varstore.path()))
                .isPresent();
    }
}
