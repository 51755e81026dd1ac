package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.Owner;
import jakarta.inject.Inject;

/** Has the provider of a host make it. */
final class Engine {

    private final Strategies strategies;
    private final FirstSweeps sweeps;
    private final CloudHostListener listener;
    private final WaitableClock clock;
    private final Owner owner;
    private final Lifetime lifetime;

    @Inject
    Engine(
            Strategies strategies,
            FirstSweeps sweeps,
            CloudHostListener listener,
            WaitableClock clock,
            Owner owner,
            Lifetime lifetime) {
        this.strategies = strategies;
        this.sweeps = sweeps;
        this.listener = listener;
        this.clock = clock;
        this.owner = owner;
        this.lifetime = lifetime;
    }

    CloudHost create(DefinedHost host) {
        EngineContext context =
                new EngineContext(host.definition().settings(), strategies, listener, clock, owner, lifetime);
        CloudHost made = host.provider().instance().create(host.definition(), context);
        return sweeps.before(host, made);
    }
}
