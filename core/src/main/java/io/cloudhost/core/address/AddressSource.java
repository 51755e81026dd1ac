package io.cloudhost.core.address;

import io.cloudhost.core.spi.IpLookupStrategy;
import java.time.Duration;

/**
 * Bind a strategy to its name and its time.
 *
 * @param name the strategy's name, for people
 * @param strategy whom to ask
 * @param timeout how long it is asked, from the beginning of the lookup
 */
public record AddressSource(String name, IpLookupStrategy strategy, Duration timeout) {}
