package io.cloudhost.provider.libvirt;

import io.cloudhost.core.spi.Examination;
import io.cloudhost.provider.libvirt.internal.hypervisor.FolderSharing;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.FolderMapping.Driver;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at what the hypervisor can give to clones of a base. */
final class CapabilityExamination {

    private static final String KVM = "kvm";
    private static final String KVM_SUBJECT = "KVM";

    private final Hypervisor hypervisor;
    private final CloneRequest request;
    private final Examination examination;

    CapabilityExamination(Hypervisor hypervisor, CloneRequest request, Examination examination) {
        this.hypervisor = hypervisor;
        this.request = request;
        this.examination = examination;
    }

    void examine(XmlElement base) {
        examineKvm(base);
        examineFolderSharing(base);
    }

    private void examineKvm(XmlElement base) {
        try {
            hypervisor.hasKvm(base.toXml()).ifPresent(usable -> examineKvm(base, usable));
        } catch (HypervisorException e) {
            // Mostly since the base's emulator is not there, which shows below.
            examination.skipped(KVM_SUBJECT, e.problem());
        }
    }

    private void examineKvm(XmlElement base, boolean usable) {
        boolean wanted = base.attribute("type").filter(KVM::equals).isPresent();
        String remedy =
                "Switch virtualisation on in the firmware of the hypervisor's machine, or where that is a guest itself,"
                        + " nested virtualisation, so that there is a /dev/kvm";
        if (usable && wanted) {
            examination.good(KVM_SUBJECT, "there, and used by the base domain");
        } else if (usable) {
            examination.doubtful(
                    KVM_SUBJECT,
                    "the base domain '" + request.base() + "' does not use it, and its clones are many times slower",
                    "If it works there, write <domain type='kvm'>: "
                            + request.url().virsh("edit", request.base()));
        } else if (wanted) {
            examination.bad(
                    KVM_SUBJECT, "the base domain '" + request.base() + "' needs it, and it is not there", remedy);
        } else {
            examination.doubtful(KVM_SUBJECT, "not there, and guests are many times slower without", remedy);
        }
    }

    /** Folders that are asked for have lines of their own. */
    private void examineFolderSharing(XmlElement base) {
        try {
            FolderSharing sharing = hypervisor.folderSharing(base.toXml());
            if (sharing.drivers().isPresent()) {
                examination.good("folder sharing", describe(sharing));
            }
        } catch (HypervisorException e) {
            // Mostly since it has no such machine as the base is, which no clone could be either.
            examination.bad(
                    "base domain",
                    e,
                    "Make it a machine that this hypervisor has: "
                            + request.url().virsh("edit", request.base()));
        }
    }

    private static String describe(FolderSharing sharing) {
        String drivers = Stream.of(Driver.values())
                .filter(driver -> sharing.mayHave(driver.libvirtType()))
                .map(Driver::toString)
                .collect(Collectors.joining(", "));
        return drivers.isEmpty() ? "none, so fsMapping cannot be used" : drivers;
    }
}
