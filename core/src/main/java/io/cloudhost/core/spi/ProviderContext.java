package io.cloudhost.core.spi;

import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;

/** Give a provider what it needs to make one host. Implemented by the engine, never by a provider. */
public interface ProviderContext {

    /**
     * Make the lookup that the host's {@code ipLookupStrategy} asks for.
     *
     * @return a new lookup, its strategies' settings checked; the caller closes it
     * @throws io.cloudhost.core.ConfigurationException when the strategy is missing, or refuses its settings
     */
    AddressLookup addressLookup();

    /**
     * Return who hears of the phases.
     *
     * @return the listener; never throws
     */
    CloudHostListener listener();

    /**
     * Return the clock to wait on.
     *
     * @return the clock
     */
    WaitableClock clock();

    /**
     * Return who the host belongs to.
     *
     * @return the owner
     */
    Owner owner();

    /**
     * Return how long the host is meant to live.
     *
     * @return the lifetime
     */
    Lifetime lifetime();
}
