package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
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
    /** What may have to be deleted: a volume whose creation failed is perhaps there all the same. */
    private final List<VolumeName> attempted = new ArrayList<>();

    CreateClone(ResolveBase base, PlanClone plan) {
        this.base = base;
        this.plan = plan;
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.CLONE;
    }

    @Override
    public String perform() {
        ClonePlan clone = plan.plan();
        Hypervisor hypervisor = base.hypervisor();
        hypervisor.define(clone.xml());
        for (CloneVolume volume : clone.volumes()) {
            attempted.add(new VolumeName(volume.pool(), volume.name()));
            String path = hypervisor.createVolume(volume.pool(), volume.toVolumeXml());
            if (!path.equals(volume.path())) {
                throw new CloudHostException("the volume '" + volume.name() + "' was created at " + path
                        + " and not at " + volume.path() + ", where the clone expects it");
            }
        }
        int volumes = clone.volumes().size();
        return volumes == 1 ? "1 volume" : volumes + " volumes";
    }

    /**
     * Removes the clone. Over another connection where the first one is lost: in a terminal, Ctrl-C also ends the
     * {@code ssh} that carries it.
     */
    @Override
    public void undo() {
        if (base.isConnected()) {
            try {
                removeOver(base.hypervisor());
                return;
            } catch (RuntimeException e) {
                if (base.isConnected()) {
                    throw e;
                }
                LOG.debug("The connection was lost; trying over another one", e);
            }
        }
        try (Hypervisor another = base.reconnect()) {
            removeOver(another);
        }
    }

    private void removeOver(Hypervisor hypervisor) {
        ClonePlan clone = plan.plan();
        new CloneRemoval(hypervisor).remove(clone.name(), clone.uuid(), attempted);
    }
}
