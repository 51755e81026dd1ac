package io.cloudhost.provider.libvirt;

import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.plan.CloneInterface;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import io.cloudhost.provider.libvirt.internal.plan.CloneRecord;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the clone's address, and writes it into the clone's record for those who list the clones. */
final class FindAddress implements SetupStep {

    private final CloneRequest request;
    private final ResolveBase base;
    private final PlanClone plan;
    private final RecordKeeper keeper;
    private final StartClone start;
    private final AddressLookup lookup;
    private final WaitableClock clock;

    /** Read by other threads once the host is up. */
    private volatile @Nullable InetAddress found;

    FindAddress(
            CloneRequest request,
            ResolveBase base,
            PlanClone plan,
            RecordKeeper keeper,
            StartClone start,
            AddressLookup lookup,
            WaitableClock clock) {
        this.request = request;
        this.base = base;
        this.plan = plan;
        this.keeper = keeper;
        this.start = start;
        this.lookup = lookup;
        this.clock = clock;
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.ADDRESS;
    }

    @Override
    public String perform() throws InterruptedException {
        ClonePlan clone = plan.plan();
        Hypervisor hypervisor = base.hypervisor();
        IpLookupRequest wanted = new IpLookupRequest(
                        request.label(), clone.name(), clone.uuid(), plan.mac(), Duration.ZERO)
                .withReports(new LibvirtAddressReports(hypervisor, clone.uuid(), networksOf(clone)));
        FoundAddress answer = lookup.find(wanted, start.watch());
        CloneRecord record = keeper.addAddress(new CloneRecord.Address(answer.address(), plan.mac()));
        new AddressGuard(hypervisor, clock)
                .requireAlone(clone.name(), record, answer.strategy(), lookup.fixedAddresses());
        start.watch().requireAlive(clone.name());
        found = answer.address();
        return IpLiteral.format(answer.address()) + " by " + answer.strategy();
    }

    private static List<String> networksOf(ClonePlan clone) {
        return clone.interfaces().stream()
                .map(CloneInterface::network)
                .flatMap(network -> network.libvirtNetwork().stream())
                .toList();
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
