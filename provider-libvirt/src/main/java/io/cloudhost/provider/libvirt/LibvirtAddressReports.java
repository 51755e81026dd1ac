package io.cloudhost.provider.libvirt;

import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import java.util.List;
import java.util.UUID;

/** What libvirt knows of a clone's addresses. */
final class LibvirtAddressReports implements AddressReports {

    private final Hypervisor hypervisor;
    private final UUID clone;

    LibvirtAddressReports(Hypervisor hypervisor, UUID clone) {
        this.hypervisor = hypervisor;
        this.clone = clone;
    }

    @Override
    public List<Report> ask(Source source) {
        try {
            return hypervisor.interfaceAddresses(clone, source);
        } catch (HypervisorException e) {
            String message = String.valueOf(e.getMessage());
            throw e.isUnsupported()
                    ? IpLookupException.permanentFailure(message, e)
                    : IpLookupException.transientFailure(message, e);
        }
    }
}
