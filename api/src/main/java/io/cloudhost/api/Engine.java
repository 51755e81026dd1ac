package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.Owner;
import jakarta.inject.Inject;
import java.util.Optional;

/** Has the provider of a host make it. */
final class Engine {

    private final HostParts parts;
    private final FirstSweeps sweeps;
    private final CloudHostListener listener;
    private final WaitableClock clock;
    private final Owner owner;
    private final Lifetime lifetime;
    private final Optional<ExitTeardown> exit;

    @Inject
    Engine(
            HostParts parts,
            FirstSweeps sweeps,
            CloudHostListener listener,
            WaitableClock clock,
            Owner owner,
            Lifetime lifetime,
            Optional<ExitTeardown> exit) {
        this.parts = parts;
        this.sweeps = sweeps;
        this.listener = listener;
        this.clock = clock;
        this.owner = owner;
        this.lifetime = lifetime;
        this.exit = exit;
    }

    CloudHost create(DefinedHost host) {
        EngineContext context = new EngineContext(host, parts, listener, clock, owner, lifetime);
        CloudHost made = make(host, context);
        CloudHost swept = sweeps.before(host, made);
        // Outermost: an exit during the sweep ends the setup before it makes anything.
        return exit.<CloudHost>map(
                        teardown -> new ExitGuardedHost(host.definition().label(), swept, lifetime, teardown))
                .orElse(swept);
    }

    private static CloudHost make(DefinedHost host, EngineContext context) {
        try {
            return host.provider().call(provider -> provider.create(host.definition(), context));
        } catch (RuntimeException | Error e) {
            context.closeAll();
            throw e;
        }
    }
}
