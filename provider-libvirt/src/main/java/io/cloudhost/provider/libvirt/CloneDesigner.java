package io.cloudhost.provider.libvirt;

import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.plan.BaseDisk;
import io.cloudhost.provider.libvirt.internal.plan.CloneIdentity;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlanner;
import io.cloudhost.provider.libvirt.internal.plan.CloneWish;
import io.cloudhost.provider.libvirt.internal.plan.Provenance;
import io.cloudhost.provider.libvirt.internal.plan.SelectedFirmware;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.Optional;

/** Plans the clone of a base that is on a hypervisor: asks there what the plan has to know, and proves the plan safe. */
final class CloneDesigner {

    private final CloneRequest request;
    private final Hypervisor hypervisor;

    CloneDesigner(CloneRequest request, Hypervisor hypervisor) {
        this.request = request;
        this.hypervisor = hypervisor;
    }

    /**
     * Plans a clone; the plan may refuse.
     *
     * @throws io.cloudhost.core.ConfigurationException when a folder that is asked for cannot be mapped
     */
    ClonePlan design(XmlElement base, Provenance provenance) {
        HostPaths paths = HostPaths.of(request.url());
        StorageSurvey survey = new PoolSurvey(
                        hypervisor,
                        request.url(),
                        request.settings(),
                        request.base(),
                        new DiskHolders(hypervisor, request.url(), paths))
                .of(BaseDisk.allOf(base), selectedFirmware(base));
        CloneWish wish = new CloneWish(
                CloneIdentity.random(request.label()),
                provenance,
                request.policies(),
                new FolderCheck(request, hypervisor).check(base));
        return new UntouchedBase(paths).prove(new ClonePlanner().plan(base, wish, survey), base, survey);
    }

    /** Asks only for a base that leaves the choice to libvirt. */
    private Optional<SelectedFirmware> selectedFirmware(XmlElement base) {
        return base.children("os").anyMatch(os -> os.attribute("firmware").isPresent())
                ? hypervisor.selectedFirmware(base.toXml())
                : Optional.empty();
    }
}
