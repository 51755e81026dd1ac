package io.cloudhost.core.spi;

import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import java.util.Optional;

/**
 * Give a provider what it needs to make one host. Implemented by the engine, never by a provider.
 *
 * <p>What the caller closes, it closes when its host needs it no more. Where it throws instead of making a host, the engine
 * closes all that it gave out.
 */
public interface ProviderContext {

    /**
     * Make the lookup that the host's {@code ipLookupStrategy} asks for.
     *
     * @return a new lookup, its strategies' settings checked; the caller closes it
     * @throws io.cloudhost.core.ConfigurationException when the strategy is missing, or refuses its settings
     */
    AddressLookup addressLookup();

    /**
     * Make the wait that the host's {@code waitFor} and {@code bootDelay} ask for.
     *
     * @return a new wait, its checks' settings checked; the caller closes it
     * @throws io.cloudhost.core.ConfigurationException when a check is unknown, or refuses its settings
     */
    ReadinessWait readinessWait();

    /**
     * Make the shell for the host's machine.
     *
     * @param endpoint where the machine is; asked when the shell is used
     * @return a new shell, which the caller closes; empty where the label has no settings for one
     * @throws io.cloudhost.core.ConfigurationException when the settings cannot work
     */
    Optional<GuestShell> guestShell(GuestEndpoint endpoint);

    /**
     * Make what gathers the host's evidence.
     *
     * @param source what the provider knows of the host
     * @return the collector
     */
    EvidenceCollector evidence(EvidenceSource source);

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
