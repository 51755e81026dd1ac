package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.ConfigurationException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes several hosts and sets them up: all of them, or none. */
final class HostStarter {

    private final HostDefinitions definitions;
    private final Engine engine;
    private final ParallelHosts parallel;

    @Inject
    HostStarter(HostDefinitions definitions, Engine engine, ParallelHosts parallel) {
        this.definitions = definitions;
        this.engine = engine;
        this.parallel = parallel;
    }

    int atATime() {
        return parallel.atATime();
    }

    StartedHosts start(List<String> labels) {
        List<CloudHost> hosts = make(labels);
        parallel.setUp(hosts);
        return new StartedHosts(labels, hosts, parallel);
    }

    private List<CloudHost> make(List<String> labels) {
        List<CloudHost> made = new ArrayList<>();
        try {
            Map<String, ConfigurationException> wrong = new LinkedHashMap<>();
            for (String label : labels) {
                try {
                    made.add(engine.create(definitions.define(label)));
                } catch (ConfigurationException e) {
                    wrong.putIfAbsent(label, e);
                }
            }
            throwFirst(List.copyOf(wrong.values()));
            return made;
        } catch (RuntimeException | Error e) {
            // They have strategies that must be closed.
            parallel.tearDown(made).forEach(e::addSuppressed);
            throw e;
        }
    }

    private static void throwFirst(List<ConfigurationException> failures) {
        if (!failures.isEmpty()) {
            failures.stream().skip(1).forEach(failures.get(0)::addSuppressed);
            throw failures.get(0);
        }
    }
}
