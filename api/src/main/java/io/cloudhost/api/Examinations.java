package io.cloudhost.api;

import io.cloudhost.api.OrderedExaminations.Work;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.Examination;
import io.cloudhost.core.spi.GuestShellProvider;
import io.cloudhost.core.spi.IpLookupStrategyProvider;
import io.cloudhost.core.spi.ReadinessCheckProvider;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Examines all that a setup needs: what hosts share once, and each host by itself. */
final class Examinations {

    private final Configuration configuration;
    private final HostDefinitions definitions;
    private final HostExamination hosts;
    private final Inventories inventories;
    private final Leftovers leftovers;
    private final List<Plugins<?>> plugins;

    @Inject
    Examinations(
            Configuration configuration,
            HostDefinitions definitions,
            HostExamination hosts,
            Inventories inventories,
            Leftovers leftovers,
            Plugins<CloudHostProvider> providers,
            Plugins<IpLookupStrategyProvider> strategies,
            Plugins<ReadinessCheckProvider> checks,
            Plugins<GuestShellProvider> shells) {
        this.configuration = configuration;
        this.definitions = definitions;
        this.hosts = hosts;
        this.inventories = inventories;
        this.leftovers = leftovers;
        this.plugins = List.of(providers, strategies, checks, shells);
    }

    /** Examines one host, whether or not it is configured. */
    List<Finding> examine(String label, Consumer<Finding> listener) {
        return examine(List.of(label), listener);
    }

    /** Examines all hosts that are configured; passes over sections that no provider claims. */
    List<Finding> examineAll(Consumer<Finding> listener) {
        return examine(configuration.labels().stream().filter(this::mayBeHost).toList(), listener);
    }

    private List<Finding> examine(Collection<String> labels, Consumer<Finding> listener) {
        List<Finding> all = new ArrayList<>();
        Consumer<Finding> both = finding -> {
            all.add(finding);
            listener.accept(finding);
        };
        Examination shared = new Findings(Optional.empty(), both);
        shared.good("Java", JavaRuntime.describe(Runtime.version(), System.getProperties()));
        plugins.forEach(kind -> kind.examine(shared));
        List<Work> work = new ArrayList<>();
        labels.forEach(label -> work.add(findings -> hosts.examine(label, findings)));
        work.add(findings -> examinePlaces(labels, new LimitedExamination(Optional.empty(), findings)));
        OrderedExaminations.run(work, both);
        return List.copyOf(all);
    }

    private void examinePlaces(Collection<String> labels, LimitedExamination limited) {
        limited.run(
                        Leftovers.SUBJECT,
                        HostExamination.LIMIT,
                        examination -> inventories.openAll(
                                labels.stream().filter(this::isDefined).toList()))
                .ifPresent(places -> leftovers.examine(places, limited));
    }

    /** One whose settings are broken has a line that says so. */
    private boolean mayBeHost(String label) {
        try {
            return !definitions.isNoHost(label);
        } catch (ConfigurationException e) {
            return true;
        }
    }

    private boolean isDefined(String label) {
        try {
            definitions.define(label);
            return true;
        } catch (ConfigurationException e) {
            return false;
        }
    }
}
