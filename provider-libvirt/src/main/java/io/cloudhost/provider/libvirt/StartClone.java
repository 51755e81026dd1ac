package io.cloudhost.provider.libvirt;

import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.SetupStep;

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
        base.hypervisor().start(plan.plan().uuid());
        return "";
    }
}
