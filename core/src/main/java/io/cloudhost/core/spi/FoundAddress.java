package io.cloudhost.core.spi;

import java.net.InetAddress;

/**
 * Hold an address and who found it.
 *
 * @param address the address
 * @param strategy the name of the strategy that answered
 */
public record FoundAddress(InetAddress address, String strategy) {}
