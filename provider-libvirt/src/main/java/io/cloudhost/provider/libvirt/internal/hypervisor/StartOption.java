package io.cloudhost.provider.libvirt.internal.hypervisor;

/** Name how a domain can be started. A hypervisor that cannot do one of these starts the domain without it. */
public enum StartOption {
    /**
     * Have the hypervisor end the domain at once when this connection ends, be it closed or broken. The domain keeps its
     * definition.
     */
    UNTIL_DISCONNECTED,
    /** Stop it before its first instruction, until it is {@linkplain Hypervisor#resume resumed}. */
    PAUSED
}
