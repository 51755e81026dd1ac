package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.GuestShell;
import io.cloudhost.core.HostEndedException;
import io.cloudhost.core.lifecycle.HostLifecycle;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.AddressLookup;
import io.cloudhost.core.spi.EvidenceCollector;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.ProviderContext;
import io.cloudhost.core.spi.ReadinessWait;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorConnector;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A clone of a libvirt domain. Puts the steps of its setup together; the engine runs and undoes them. */
final class LibvirtCloudHost implements CloudHost {

    private final AddressLookup addressLookup;
    private final ReadinessWait readinessWait;
    private final Optional<GuestShell> shell;
    private final EvidenceCollector evidence;
    private final CloneConsole console;
    private final StartClone start;
    private final GuestEndpoint endpoint;
    private final HostLifecycle lifecycle;

    LibvirtCloudHost(CloneRequest request, ProviderContext context, HypervisorConnector connector, Renewals renewals) {
        this.addressLookup = context.addressLookup();
        this.readinessWait = context.readinessWait();
        this.console = new CloneConsole(request, readinessWait);
        ResolveBase base = new ResolveBase(request, connector);
        PlanClone plan = new PlanClone(request, context, base, addressLookup, console);
        AddressEvidence addressEvidence = new AddressEvidence(base, plan);
        this.evidence = context.evidence(new CloneEvidence(request, base, plan, console, addressEvidence));
        RecordKeeper keeper = new RecordKeeper(request, context.lifetime(), renewals, InstantSource.system());
        CreateClone clone = new CreateClone(base, plan, keeper);
        this.start = new StartClone(request, base, plan, keeper, console, evidence, context.clock());
        FindAddress address =
                new FindAddress(request, base, plan, keeper, start, addressLookup, addressEvidence, context.clock());
        this.endpoint = new CloneEndpoint(address);
        this.shell = context.guestShell(endpoint);
        AwaitReadiness ready = new AwaitReadiness(plan, keeper, start, readinessWait, endpoint, console, shell);
        List<SetupStep> steps = new ArrayList<>(List.of(base, plan, clone, start, address, ready));
        if (request.verifyBase()) {
            // Before the first step that creates something, and so undone after the last that removes something.
            steps.add(steps.indexOf(clone), new FingerprintBase(request, base, plan));
        }
        this.lifecycle = new HostLifecycle(request.label(), steps, context.listener(), evidence, context.clock());
    }

    @Override
    public void setup() {
        try {
            lifecycle.setup();
        } catch (IllegalStateException e) {
            // Refused; it may be that another thread sets this host up, and needs the lookup.
            throw e;
        } catch (RuntimeException | Error e) {
            closeAll();
            throw e;
        }
        addressLookup.close();
        readinessWait.close();
    }

    @Override
    public void teardown() {
        try {
            lifecycle.teardown();
        } finally {
            closeAll();
        }
    }

    private void closeAll() {
        addressLookup.close();
        readinessWait.close();
        shell.ifPresent(GuestShell::close);
        // A setup that came as far as the start has ended it already.
        console.close();
    }

    @Override
    public String getHostName() {
        lifecycle.requireUp();
        requireAlive();
        return endpoint.hostName();
    }

    @Override
    public int getPort(int port) {
        int same = lifecycle.directPort(port);
        requireAlive();
        return same;
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
        return Stream.of(Stream.of(evidence), console.recording().stream(), shell.stream())
                .flatMap(each -> each)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private void requireAlive() {
        try {
            start.requireAlive();
        } catch (HostEndedException e) {
            // It may be a teardown that has begun since that ends it.
            lifecycle.requireUp();
            throw e;
        }
    }
}
