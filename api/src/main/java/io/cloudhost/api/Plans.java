package io.cloudhost.api;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.spi.CloudHostProvider;
import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostPlanner;
import io.cloudhost.core.spi.Owner;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Asks the providers' planners. */
final class Plans {

    private final HostDefinitions definitions;
    private final Plugins<CloudHostProvider> providers;
    private final Owner owner;

    @Inject
    Plans(HostDefinitions definitions, Plugins<CloudHostProvider> providers, Owner owner) {
        this.definitions = definitions;
        this.providers = providers;
        this.owner = owner;
    }

    HostPlan plan(String label) {
        DefinedHost host = definitions.define(label);
        HostPlanner planner = host.provider()
                .instance()
                .planner(owner)
                .orElseThrow(() -> new CloudHostException(
                        label + ": the provider '" + host.provider().name() + "' makes nothing that could be planned"));
        return planner.plan(host.definition());
    }

    HostPlan plan(Path baseDescription) {
        Plugin<CloudHostProvider> provider = onlyPlanning(baseDescription.toString());
        return plan(labelFor(baseDescription), provider, read(baseDescription));
    }

    HostPlan plan(String label, byte[] baseDescription) {
        return plan(label, onlyPlanning(label), baseDescription);
    }

    private HostPlan plan(String label, Plugin<CloudHostProvider> provider, byte[] baseDescription) {
        HostPlanner planner = provider.instance().planner(owner).orElseThrow();
        return planner.plan(definitions.defaultsOnly(label, provider), baseDescription);
    }

    private Plugin<CloudHostProvider> onlyPlanning(String source) {
        Survey<CloudHostProvider> survey = providers.ask(
                "whether it plans hosts", provider -> provider.planner(owner).isPresent());
        List<Plugin<CloudHostProvider>> planning = survey.affirmative();
        if (planning.size() == 1) {
            return planning.get(0);
        }
        String why = planning.isEmpty()
                ? "no provider on the classpath plans hosts. "
                        + survey.plugins().inventory()
                : "several providers plan hosts, and nothing tells which one it is for: "
                        + planning.stream().map(Plugin::name).collect(Collectors.joining(", "));
        throw new CloudHostException("cannot plan a host from " + source + ": " + why);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CloudHostException("cannot read the description of a base from " + file + ": " + e, e);
        }
    }

    /** The file's name without its ending: a plan names the host after its label. */
    private static String labelFor(Path file) {
        String name = String.valueOf(file.getFileName());
        int ending = name.lastIndexOf('.');
        return ending > 0 ? name.substring(0, ending) : name;
    }
}
