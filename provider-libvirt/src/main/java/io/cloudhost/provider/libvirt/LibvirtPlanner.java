package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.spi.HostDefinition;
import io.cloudhost.core.spi.HostPlan;
import io.cloudhost.core.spi.HostPlanner;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorConnector;
import io.cloudhost.provider.libvirt.internal.plan.CloneIdentity;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlanner;
import io.cloudhost.provider.libvirt.internal.plan.OverlayStorage;
import io.cloudhost.provider.libvirt.internal.plan.Provenance;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.time.Instant;
import java.util.UUID;

/** Shows plans to people. Reads the base's XML without the secrets in it, so that none is shown. */
final class LibvirtPlanner implements HostPlanner {

    private static final Owner NOBODY = new Owner(new UUID(0, 0), "nobody", "nowhere", 0);

    private final HypervisorConnector connector;

    LibvirtPlanner(HypervisorConnector connector) {
        this.connector = connector;
    }

    @Override
    public HostPlan plan(HostDefinition host) {
        CloneRequest request = CloneRequest.of(host);
        ResolveBase base = new ResolveBase(request, connector);
        try {
            base.perform();
            Hypervisor hypervisor = base.hypervisor();
            ClonePlan plan = plan(host, XmlElement.parse(base.base().xml()), new PoolStorage(hypervisor));
            // Refuses a network that a setup would refuse.
            new NetworkChoice(host.settings(), request.base()).choose(plan.interfaces());
            return plan.toHostPlan();
        } finally {
            base.undo();
        }
    }

    @Override
    public HostPlan plan(HostDefinition host, String description) {
        try {
            return plan(host, XmlElement.parse(description), OverlayStorage.besideTheBase())
                    .toHostPlan();
        } catch (IllegalArgumentException e) {
            throw new CloudHostException("cannot plan a clone: " + e.getMessage(), e);
        }
    }

    private static ClonePlan plan(HostDefinition host, XmlElement base, OverlayStorage storage) {
        String name = base.child("name").flatMap(XmlElement::text).orElse("");
        Provenance provenance = new Provenance(host.label(), name, NOBODY, Lifetime.SESSION, Instant.now());
        return new ClonePlanner().plan(base, CloneIdentity.random(host.label()), provenance, storage);
    }
}
