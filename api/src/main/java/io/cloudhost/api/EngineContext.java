package io.cloudhost.api;

import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.evidence.Timeline;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.EvidenceCollector;
import io.cloudhost.core.spi.EvidenceSource;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProviderContext;
import io.cloudhost.core.spi.ReadinessWait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the engine gives to the provider of one host. */
final class EngineContext implements ProviderContext {

    private final DefinedHost host;
    private final HostParts parts;
    private final CloudHostListener listener;
    private final WaitableClock clock;
    private final Owner owner;
    private final Lifetime lifetime;
    private final Timeline timeline;

    /** What a provider that makes no host of it leaves behind. */
    private final List<Runnable> made = new ArrayList<>();

    /** Set on whatever thread the provider uses. */
    private volatile boolean looksUp;

    EngineContext(
            DefinedHost host,
            HostParts parts,
            CloudHostListener listener,
            WaitableClock clock,
            Owner owner,
            Lifetime lifetime) {
        this.host = host;
        this.parts = parts;
        this.clock = clock;
        this.owner = owner;
        this.lifetime = lifetime;
        this.timeline = new Timeline(clock);
        this.listener = new JoinedListeners(List.of(timeline, listener));
    }

    @Override
    public AddressLookup addressLookup() {
        looksUp = true;
        AddressLookup lookup = parts.addressLookup(host);
        made.add(lookup::close);
        return lookup;
    }

    @Override
    public ReadinessWait readinessWait() {
        ReadinessWait wait = parts.readinessWait(host);
        made.add(wait::close);
        return wait;
    }

    @Override
    public Optional<GuestShell> guestShell(GuestEndpoint endpoint) {
        Optional<GuestShell> shell = parts.guestShell(host, endpoint);
        shell.ifPresent(open -> made.add(open::close));
        return shell;
    }

    @Override
    public EvidenceCollector evidence(EvidenceSource source) {
        return parts.evidence(host, source, timeline);
    }

    @Override
    public CloudHostListener listener() {
        return listener;
    }

    @Override
    public WaitableClock clock() {
        return clock;
    }

    @Override
    public Owner owner() {
        return owner;
    }

    @Override
    public Lifetime lifetime() {
        return lifetime;
    }

    /** Tells whether the host's provider has an address looked up; some know it without. */
    boolean looksUp() {
        return looksUp;
    }

    /** Closes all that was given out, which its provider would have closed with its host. */
    void closeAll() {
        made.forEach(Runnable::run);
    }
}
