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
    private final List<String> networks;

    /**
     * Creates what asks for one clone.
     *
     * @param networks the networks of libvirt's that the clone is on
     */
    LibvirtAddressReports(Hypervisor hypervisor, UUID clone, List<String> networks) {
        this.hypervisor = hypervisor;
        this.clone = clone;
        this.networks = List.copyOf(networks);
    }

    @Override
    public List<Report> ask(Source source) {
        try {
            List<Report> reports = hypervisor.interfaceAddresses(clone, source);
            if (reports.isEmpty() && source == Source.LEASE) {
                requireStarted();
            }
            return reports;
        } catch (HypervisorException e) {
            String message = String.valueOf(e.getMessage());
            throw e.isUnsupported()
                    ? IpLookupException.permanentFailure(message, e)
                    : IpLookupException.transientFailure(message, e);
        }
    }

    /** Libvirt has no leases of a network that is not started, and does not say why. */
    private void requireStarted() {
        for (String network : networks) {
            if (!hypervisor.isNetworkStarted(network)) {
                throw IpLookupException.transientFailure(
                        "the network '" + network + "' is not started: virsh net-start " + network, null);
            }
        }
    }
}
