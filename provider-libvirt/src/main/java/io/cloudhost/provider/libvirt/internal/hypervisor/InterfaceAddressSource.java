package io.cloudhost.provider.libvirt.internal.hypervisor;

/** Name where libvirt can look for a domain's addresses. */
public enum InterfaceAddressSource {
    /** What the DHCP servers of libvirt's own networks have handed out. */
    LEASE,
    /** The agent within the guest. */
    AGENT,
    /** The neighbours that the hypervisor's own network stack has seen. */
    ARP
}
