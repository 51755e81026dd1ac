package io.cloudhost.provider.libvirt.internal.plan;

import io.cloudhost.core.spi.MacAddress;

/**
 * Describe a network interface of a clone.
 *
 * @param network what it is connected to
 * @param mac its address
 */
public record CloneInterface(NetworkSource network, MacAddress mac) {}
