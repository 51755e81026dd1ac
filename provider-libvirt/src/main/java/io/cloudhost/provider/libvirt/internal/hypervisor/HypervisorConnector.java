package io.cloudhost.provider.libvirt.internal.hypervisor;

/** Open connections to hypervisors. */
@FunctionalInterface
public interface HypervisorConnector {

    /**
     * Connect. Takes no longer than some 30 seconds, and can be interrupted.
     *
     * @param url the connection URL
     * @return an open connection, or a share of one; the caller closes it
     * @throws HypervisorException when it cannot be opened, or the thread is interrupted, which it then still is
     */
    Hypervisor connect(ConnectionUrl url);
}
