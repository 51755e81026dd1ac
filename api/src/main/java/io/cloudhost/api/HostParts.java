package io.cloudhost.api;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.evidence.EvidenceTerms;
import io.cloudhost.core.evidence.FolderEvidence;
import io.cloudhost.core.evidence.Timeline;
import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.ShownSettings;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.EvidenceCollector;
import io.cloudhost.core.spi.EvidenceSource;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.ReadinessWait;
import jakarta.inject.Inject;
import java.util.Optional;

/** Makes what a host is put together from, besides what its provider has. */
final class HostParts {

    private final Strategies strategies;
    private final ReadinessChecks checks;
    private final GuestShells shells;
    private final HostDefaults defaults;
    private final Surroundings surroundings;
    private final WaitableClock clock;

    @Inject
    HostParts(
            Strategies strategies,
            ReadinessChecks checks,
            GuestShells shells,
            HostDefaults defaults,
            Surroundings surroundings,
            WaitableClock clock) {
        this.strategies = strategies;
        this.checks = checks;
        this.shells = shells;
        this.defaults = defaults;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    AddressLookup addressLookup(DefinedHost host) {
        return strategies.lookup(host.settings());
    }

    ReadinessWait readinessWait(DefinedHost host) {
        return checks.wait(host.settings());
    }

    Optional<GuestShell> guestShell(DefinedHost host, GuestEndpoint endpoint) {
        return shells.shell(host.settings(), endpoint);
    }

    EvidenceCollector evidence(DefinedHost host, EvidenceSource source, Timeline timeline) {
        EvidenceTerms terms = EvidenceKeys.terms(defaults.under(host.settings()), surroundings.workingDirectory());
        return new FolderEvidence(host.definition().label(), terms, () -> shown(host), source, timeline, clock);
    }

    /** Writes down all that is in force for a host; not for hosts whose evidence nobody wants. */
    private String shown(DefinedHost host) {
        Settings effective = shells.withDefaults(strategies.withDefaults(host.settings()));
        return new ShownSettings(host.schema()).of(effective) + checks.show(effective);
    }
}
