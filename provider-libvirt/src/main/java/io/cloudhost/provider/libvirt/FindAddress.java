package io.cloudhost.provider.libvirt;

import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.HostWatch;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Finds the clone's address, and writes it into the clone's record for those who list the clones. */
final class FindAddress implements SetupStep {

    private final CloneRequest request;
    private final ResolveBase base;
    private final PlanClone plan;
    private final AddressLookup lookup;

    /** Read by other threads once the host is up. */
    private volatile @Nullable InetAddress found;

    FindAddress(CloneRequest request, ResolveBase base, PlanClone plan, AddressLookup lookup) {
        this.request = request;
        this.base = base;
        this.plan = plan;
        this.lookup = lookup;
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.ADDRESS;
    }

    @Override
    public String perform() throws InterruptedException {
        ClonePlan clone = plan.plan();
        FoundAddress answer = lookup.find(
                new IpLookupRequest(request.label(), clone.name(), clone.uuid(), plan.mac(), Duration.ZERO),
                HostWatch.NONE);
        String address = answer.address().getHostAddress();
        base.hypervisor()
                .setMetadata(
                        clone.uuid(),
                        clone.record().withAddress(address).toXml(),
                        CloneRecord.PREFIX,
                        CloneRecord.NAMESPACE);
        found = answer.address();
        return address + " by " + answer.strategy();
    }

    /** Returns the address; only once this step has been performed. */
    InetAddress found() {
        InetAddress address = found;
        if (address == null) {
            throw new IllegalStateException("the address is not found yet");
        }
        return address;
    }
}
