package io.cloudhost.api;

import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProviderContext;

/**
 * What the engine gives to the provider of one host.
 *
 * @param host the host's settings over the provider's defaults
 * @param strategies makes the lookup
 */
record EngineContext(
        Settings host,
        Strategies strategies,
        CloudHostListener listener,
        WaitableClock clock,
        Owner owner,
        Lifetime lifetime)
        implements ProviderContext {

    @Override
    public AddressLookup addressLookup() {
        return strategies.lookup(host);
    }
}
