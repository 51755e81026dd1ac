package io.cloudhost.testkit;

import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.EvidenceCollector;
import io.cloudhost.core.spi.EvidenceSource;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProviderContext;
import io.cloudhost.core.spi.ReadinessWait;
import java.util.Optional;
import java.util.UUID;

/**
 * Stand for the engine where a provider makes a host: nothing is waited for, there is no shell and no evidence, nobody hears of
 * the phases, and the host is one of {@linkplain Lifetime#SESSION this session}. Override what a test needs otherwise.
 */
public class FakeProviderContext implements ProviderContext {

    private static final Owner OWNER = new Owner(new UUID(0, 1), "tester", "test-box", 1);

    /** Create a context. */
    public FakeProviderContext() {}

    /** Fail the test: a host whose address is looked for must override this. */
    @Override
    public AddressLookup addressLookup() {
        throw new AssertionError("nobody is to look for an address");
    }

    @Override
    public ReadinessWait readinessWait() {
        return ReadinessWait.NONE;
    }

    @Override
    public Optional<GuestShell> guestShell(GuestEndpoint endpoint) {
        return Optional.empty();
    }

    @Override
    public EvidenceCollector evidence(EvidenceSource source) {
        return EvidenceCollector.NONE;
    }

    @Override
    public CloudHostListener listener() {
        return new CloudHostListener() {};
    }

    @Override
    public WaitableClock clock() {
        return WaitableClock.system();
    }

    @Override
    public Owner owner() {
        return OWNER;
    }

    @Override
    public Lifetime lifetime() {
        return Lifetime.SESSION;
    }
}
