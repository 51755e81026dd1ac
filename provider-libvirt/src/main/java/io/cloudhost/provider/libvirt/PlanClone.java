package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.HostPlan.Verdict;
import io.cloudhost.core.spi.MacAddress;
import io.cloudhost.core.spi.ProviderContext;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import io.cloudhost.provider.libvirt.internal.plan.DiskFingerprint;
import io.cloudhost.provider.libvirt.internal.plan.Provenance;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what the clone will be, and refuses where it could not be one. */
final class PlanClone implements SetupStep {

    private static final Logger LOG = LoggerFactory.getLogger(PlanClone.class);

    private final CloneRequest request;
    private final ProviderContext context;
    private final ResolveBase base;
    private final AddressLookup lookup;
    private final CloneConsole console;

    /** What was decided, be it refused or not. Asked by other threads, too, when they gather evidence. */
    private volatile @Nullable ClonePlan designed;

    private volatile @Nullable ClonePlan plan;
    private Optional<MacAddress> mac = Optional.empty();

    PlanClone(
            CloneRequest request,
            ProviderContext context,
            ResolveBase base,
            AddressLookup lookup,
            CloneConsole console) {
        this.request = request;
        this.context = context;
        this.base = base;
        this.lookup = lookup;
        this.console = console;
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.PLAN;
    }

    @Override
    public String perform() {
        // Others compare this time with their own clocks, so it is the machine's and not one that only measures.
        Provenance provenance =
                new Provenance(request.label(), request.base(), context.owner(), context.lifetime(), Instant.now());
        XmlElement baseXml = XmlElement.parse(base.hypervisor().domainXmlWithSecrets(request.base()));
        ClonePlan made = new CloneDesigner(request, base.hypervisor()).design(baseXml, provenance);
        designed = made;
        refuse(made);
        console.requireRecordable(baseXml);
        new AddressGuard(base.hypervisor(), context.clock()).requireFree(lookup.fixedAddresses());
        mac = new NetworkChoice(request.settings(), request.base()).choose(made.interfaces());
        plan = made;
        LOG.debug("{} will be {}", request.label(), made);
        return made.name() + mac.map(address -> ", MAC " + address).orElse("");
    }

    /** Returns whether there is a plan that is to be carried out. */
    boolean isDone() {
        return plan != null;
    }

    /** Returns what was decided, once it is, and also where it was refused. */
    Optional<ClonePlan> designed() {
        return Optional.ofNullable(designed);
    }

    /** Returns the plan; only for steps that come later. */
    ClonePlan plan() {
        ClonePlan made = plan;
        if (made == null) {
            throw new IllegalStateException("the clone is not planned yet");
        }
        return made;
    }

    /** Adds to the plan, and with it to the clone's record, what the base's disks hold; before the plan is carried out. */
    void addFingerprints(List<DiskFingerprint> fingerprints) {
        plan = plan().withFingerprints(fingerprints);
    }

    /** Returns the address of the interface that the host is found by; empty where the base has no interface. */
    Optional<MacAddress> mac() {
        return mac;
    }

    private void refuse(ClonePlan made) {
        String refusals = made.decisions().stream()
                .filter(decision -> decision.verdict() == Verdict.REFUSED)
                .map(decision -> decision.element() + ": " + decision.reason()
                        + decision.remedy().map(remedy -> " (" + remedy + ")").orElse(""))
                .collect(Collectors.joining("; "));
        if (!refusals.isEmpty()) {
            throw new CloudHostException("the base domain '" + request.base() + "' cannot be cloned. " + refusals);
        }
    }
}
