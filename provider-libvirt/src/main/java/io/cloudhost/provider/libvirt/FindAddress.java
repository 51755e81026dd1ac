package io.cloudhost.provider.libvirt;

import io.cloudhost.core.IpNotFoundException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.FoundAddress;
import io.cloudhost.core.spi.IpLiteral;
import io.cloudhost.core.spi.IpLookupRequest;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
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
    private final RecordKeeper keeper;
    private final StartClone start;
    private final AddressLookup lookup;
    private final AddressEvidence evidence;
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
            AddressEvidence evidence,
            WaitableClock clock) {
        this.request = request;
        this.base = base;
        this.plan = plan;
        this.keeper = keeper;
        this.start = start;
        this.lookup = lookup;
        this.evidence = evidence;
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
                .withReports(evidence.reports());
        FoundAddress answer = find(wanted);
        CloneRecord record = keeper.addAddress(new CloneRecord.Address(answer.address(), plan.mac()));
        new AddressGuard(hypervisor, clock)
                .requireAlone(clone.name(), record, answer.strategy(), lookup.fixedAddresses());
        start.watch().requireAlive(clone.name(), "when its address had just been found");
        found = answer.address();
        return IpLiteral.format(answer.address()) + " by " + answer.strategy();
    }

    private FoundAddress find(IpLookupRequest wanted) throws InterruptedException {
        evidence.begun();
        try {
            FoundAddress answer = lookup.find(wanted, start.watch());
            evidence.found(answer);
            return answer;
        } catch (IpNotFoundException e) {
            evidence.notFound(e);
            throw e;
        }
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
