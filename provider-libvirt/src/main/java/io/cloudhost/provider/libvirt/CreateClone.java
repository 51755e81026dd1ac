package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord.VolumeName;
import io.cloudhost.provider.libvirt.internal.plan.CloneVolume;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the plan out: the definition first, then the overlays that it names, so that whatever a crash leaves is found
 * from the definition.
 */
final class CreateClone implements SetupStep {

    private static final Logger LOG = LoggerFactory.getLogger(CreateClone.class);

    private final ResolveBase base;
    private final PlanClone plan;
    private final RecordKeeper keeper;
    /** What may have to be deleted: a volume whose creation failed is perhaps there all the same. */
    private final List<VolumeName> attempted = new ArrayList<>();

    CreateClone(ResolveBase base, PlanClone plan, RecordKeeper keeper) {
        this.base = base;
        this.plan = plan;
        this.keeper = keeper;
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.CLONE;
    }

    @Override
    public String perform() {
        ClonePlan clone = plan.plan();
        Hypervisor hypervisor = base.hypervisor();
        hypervisor.define(clone.withRecord(keeper.begin(clone.record())).xml());
        keeper.keep(clone.name(), hypervisor);
        show(clone, hypervisor);
        for (CloneVolume volume : clone.volumes()) {
            String path = create(hypervisor, volume);
            if (!path.equals(volume.path())) {
                throw new CloudHostException("the volume '" + volume.name() + "' was created at " + path
                        + " and not at " + volume.path() + ", where the clone expects it");
            }
        }
        int volumes = clone.volumes().size();
        return volumes == 1 ? "1 volume" : volumes + " volumes";
    }

    /** As libvirt keeps it, and without the secrets in it. */
    private static void show(ClonePlan clone, Hypervisor hypervisor) {
        if (LOG.isDebugEnabled()) {
            hypervisor.domain(clone.name()).ifPresent(domain -> LOG.debug("The clone is\n{}", domain.xml()));
        }
    }

    private String create(Hypervisor hypervisor, CloneVolume volume) {
        VolumeName name = new VolumeName(volume.pool(), volume.name());
        attempted.add(name);
        try {
            return hypervisor.createVolume(volume.pool(), volume.toVolumeXml());
        } catch (HypervisorException e) {
            if (e.isNotApplicable()) {
                // Surely not there; and a pool that was stopped could not tell that, either.
                attempted.remove(name);
            }
            throw e;
        }
    }

    @Override
    public void undo() {
        ClonePlan clone = plan.plan();
        base.undoOverConnection(hypervisor -> {
            keeper.release(hypervisor);
            new CloneRemoval(hypervisor).remove(clone.name(), clone.uuid(), attempted);
        });
    }
}
