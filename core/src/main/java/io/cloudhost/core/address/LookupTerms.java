package io.cloudhost.core.address;

import io.cloudhost.core.spi.AddressFamily;
import java.time.Duration;

/**
 * Say what a lookup goes by, whatever the strategies are.
 *
 * @param family which addresses are wanted
 * @param limit how long all strategies together are asked, however much time each of them has
 * @param stability how long an answer must stay the same before it is believed; zero where the first one is
 */
public record LookupTerms(AddressFamily family, Duration limit, Duration stability) {}
