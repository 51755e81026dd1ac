package io.cloudhost.provider.libvirt.internal.hypervisor;

import io.cloudhost.core.spi.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Describe an address that a domain is said to have. Not judged: it may be one that leads nowhere, such as loopback.
 *
 * @param mac the address of the interface; empty where it has none
 * @param address the address
 */
public record InterfaceAddress(Optional<MacAddress> mac, InetAddress address) {}
