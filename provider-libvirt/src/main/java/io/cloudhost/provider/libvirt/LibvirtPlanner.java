package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.ConfigurationException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostPlan.Decision;
import io.cloudhost.core.spi.HostPlan.Verdict;
import io.cloudhost.core.spi.HostPlanner;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorConnector;
import io.cloudhost.provider.libvirt.internal.plan.BaseDisk;
import io.cloudhost.provider.libvirt.internal.plan.CloneIdentity;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlanner;
import io.cloudhost.provider.libvirt.internal.plan.CloneWish;
import io.cloudhost.provider.libvirt.internal.plan.Provenance;
import io.cloudhost.provider.libvirt.internal.plan.StorageSurvey;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows plans to people. Reads the base's XML without the secrets in it, so that none is shown. */
final class LibvirtPlanner implements HostPlanner {

    private final HypervisorConnector connector;
    private final Owner owner;

    LibvirtPlanner(HypervisorConnector connector, Owner owner) {
        this.connector = connector;
        this.owner = owner;
    }

    @Override
    public HostPlan plan(HostDefinition host) {
        CloneRequest request = CloneRequest.of(host);
        ResolveBase base = new ResolveBase(request, connector);
        try {
            base.perform();
            XmlElement xml = XmlElement.parse(base.base().xml());
            ClonePlan plan =
                    new CloneDesigner(request, base.hypervisor()).design(xml, provenance(host, request.base()));
            return plan.refusing(networkRefusal(host, plan)).toHostPlan();
        } finally {
            base.undo();
        }
    }

    @Override
    public HostPlan plan(HostDefinition host, byte[] description) {
        try {
            XmlElement base = XmlElement.parse(description);
            CloneWish wish = new CloneWish(
                    CloneIdentity.random(host.label()),
                    provenance(
                            host, base.child("name").flatMap(XmlElement::text).orElse("")),
                    CloneRequest.policies(host.settings()),
                    List.of());
            return new ClonePlanner()
                    .plan(base, wish, StorageSurvey.assumedFor(BaseDisk.allOf(base)))
                    .toHostPlan();
        } catch (IllegalArgumentException e) {
            throw new CloudHostException("cannot plan a clone: " + e.getMessage(), e);
        }
    }

    /** A setup refuses such a network too, and the rest of the plan is worth reading all the same. */
    private static List<Decision> networkRefusal(HostDefinition host, ClonePlan plan) {
        boolean complete = plan.decisions().stream()
                .noneMatch(decision -> decision.verdict() == Verdict.REFUSED
                        && decision.element().startsWith("interface "));
        try {
            if (complete) {
                new NetworkChoice(host.settings(), plan.base()).choose(plan.interfaces());
            }
            return List.of();
        } catch (ConfigurationException e) {
            return List.of(new Decision(
                    LibvirtKeys.NETWORK.name(),
                    Verdict.REFUSED,
                    String.valueOf(e.getMessage()),
                    Optional.of("set it to the network of one interface")));
        }
    }

    private Provenance provenance(HostDefinition host, String base) {
        return new Provenance(host.label(), base, owner, Lifetime.SESSION, Instant.now());
    }
}
