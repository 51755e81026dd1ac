package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.provider.libvirt.internal.plan.DiskFingerprint;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.List;

/**
 * Takes the fingerprints of the base's disks before anything is created. Since steps are undone in reverse, the clone is
 * gone when this one compares them: the base must be as it was. Where it is not, each teardown says so anew.
 */
final class FingerprintBase implements SetupStep {

    private final CloneRequest request;
    private final ResolveBase base;
    private final PlanClone plan;
    private List<DiskFingerprint> taken = List.of();

    FingerprintBase(CloneRequest request, ResolveBase base, PlanClone plan) {
        this.request = request;
        this.base = base;
        this.plan = plan;
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.PLAN;
    }

    @Override
    public String perform() throws InterruptedException {
        taken = take();
        plan.addFingerprints(taken);
        return taken.size() == 1 ? "fingerprint of 1 file" : "fingerprints of " + taken.size() + " files";
    }

    @Override
    public void undo() {
        if (!taken.isEmpty()) {
            base.undoOverConnection(hypervisor -> new BaseFingerprints(hypervisor)
                    .verify(request.base(), plan.plan().name(), taken));
        }
    }

    private List<DiskFingerprint> take() throws InterruptedException {
        try {
            return new BaseFingerprints(base.hypervisor())
                    .take(XmlElement.parse(base.base().xml()));
        } catch (CloudHostException e) {
            if (!base.isConnected()) {
                throw e;
            }
            throw request.settings()
                    .refusal(
                            LibvirtKeys.VERIFY_BASE,
                            "the base domain '" + request.base() + "' cannot be verified: " + e.getMessage()
                                    + ". Put that right, or set " + LibvirtKeys.VERIFY_BASE + " to false",
                            e);
        }
    }
}
