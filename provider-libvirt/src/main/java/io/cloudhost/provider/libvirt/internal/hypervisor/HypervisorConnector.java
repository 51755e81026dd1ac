package io.cloudhost.provider.libvirt.internal.hypervisor;

/** Open connections to hypervisors. */
@FunctionalInterface
public interface HypervisorConnector {

    /**
     * Connect.
     *
     * @param url the connection URL
     * @return an open connection; the caller closes it
     * @throws HypervisorException when it cannot be opened
     */
    Hypervisor connect(ConnectionUrl url);
}
