package io.cloudhost.api;

import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.spi.AddressReports;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.IpLookupException;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.core.spi.Owner;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Examines one host: first its settings, then what its provider needs, then what its strategies need. */
final class HostExamination {

    /** How long anybody but a strategy may take. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** Of an organisation that is none, so that no machine has it. */
    private static final MacAddress NOBODYS = new MacAddress("02:00:00:00:00:00");

    private static final AddressReports NOT_KNOWN = source -> {
        throw IpLookupException.transientFailure("the provider's examination did not come so far", null);
    };

    private final HostDefinitions definitions;
    private final HostParts parts;
    private final Strategies strategies;
    private final WaitableClock clock;
    private final Owner owner;

    @Inject
    HostExamination(
            HostDefinitions definitions, HostParts parts, Strategies strategies, WaitableClock clock, Owner owner) {
        this.definitions = definitions;
        this.parts = parts;
        this.strategies = strategies;
        this.clock = clock;
        this.owner = owner;
    }

    void examine(String label, Consumer<Finding> listener) {
        LimitedExamination limited = new LimitedExamination(Optional.of(label), listener);
        limited.run("configuration", LIMIT, examination -> make(label, examination))
                .flatMap(made -> made)
                .ifPresent(made -> examine(made, limited, listener));
    }

    private void examine(Made made, LimitedExamination limited, Consumer<Finding> listener) {
        DefinedHost host = made.host();
        String label = host.definition().label();
        AddressReports reports = limited.run(
                        "provider " + host.provider().name(), LIMIT, examination -> askProvider(made, examination))
                .orElse(NOT_KNOWN);
        if (made.context().looksUp()) {
            IpLookupRequest request = new IpLookupRequest(
                            label, label + "-00000000", new UUID(0, 0), Optional.of(NOBODYS), StrategyExamination.LOOK)
                    .withFamily(strategies.family(host.settings()))
                    .withReports(reports);
            new StrategyExamination(request, listener).examine(strategies.inquiries(host.settings()));
        }
    }

    /**
     * A host that its provider would make.
     *
     * @param context what the provider was given for it
     */
    private record Made(DefinedHost host, EngineContext context) {}

    /** Makes the host, which contacts nobody and checks all of its settings, and throws it away. */
    private Optional<Made> make(String label, Examination examination) {
        try {
            DefinedHost host = definitions.define(label);
            // Nobody hears of a host that is not set up.
            CloudHostListener nobody = new CloudHostListener() {};
            EngineContext context = new EngineContext(host, parts, nobody, clock, owner, Lifetime.SESSION);
            try {
                host.provider()
                        .call(provider -> provider.create(host.definition(), context))
                        .close();
            } finally {
                context.closeAll();
            }
            examination.good(
                    "configuration",
                    host.settings().origin() + ", made by the provider "
                            + host.provider().name());
            return Optional.of(new Made(host, context));
        } catch (ConfigurationException e) {
            examination.bad(
                    "configuration",
                    e,
                    e.origin().map(place -> "Correct " + place).orElse("Correct the configuration"));
            return Optional.empty();
        }
    }

    private static AddressReports askProvider(Made made, Examination examination) throws InterruptedException {
        DefinedHost host = made.host();
        try {
            return host.provider().ask(provider -> provider.examine(host.definition(), made.context(), examination));
        } finally {
            made.context().closeAll();
        }
    }
}
