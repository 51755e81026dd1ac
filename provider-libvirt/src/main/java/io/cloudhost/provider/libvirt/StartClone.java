package io.cloudhost.provider.libvirt;

import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.HostEndedException;
import io.cloudhost.core.Lifetime;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.EvidenceCollector;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConnectionUrl;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainReport;
import io.cloudhost.provider.libvirt.internal.hypervisor.DomainWatch;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.hypervisor.StartOption;
import io.cloudhost.provider.libvirt.internal.plan.ClonePlan;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Boots the clone, with its console recorded, and hears of its end from then on. What ends it is the removal that undoes its
 * creation, after the guest had its time to shut down where that is asked for.
 */
final class StartClone implements SetupStep {

    private static final Logger LOG = LoggerFactory.getLogger(StartClone.class);

    private final CloneRequest request;
    private final ResolveBase base;
    private final PlanClone plan;
    private final RecordKeeper keeper;
    private final CloneConsole console;
    private final EvidenceCollector evidence;
    private final WaitableClock clock;

    /** Asked by other threads once the host is up. */
    private volatile @Nullable CloneWatch watch;

    private @Nullable DomainWatch listener;
    private @Nullable LimitedStart begun;

    StartClone(
            CloneRequest request,
            ResolveBase base,
            PlanClone plan,
            RecordKeeper keeper,
            CloneConsole console,
            EvidenceCollector evidence,
            WaitableClock clock) {
        this.request = request;
        this.base = base;
        this.plan = plan;
        this.keeper = keeper;
        this.console = console;
        this.evidence = evidence;
        this.clock = clock;
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.START;
    }

    @Override
    public String perform() throws InterruptedException {
        Instant deadline = clock.now().plus(request.startTimeout());
        base.requireStillAtRest();
        ClonePlan clone = plan.plan();
        listener = listen(clone.uuid());
        LimitedStart start = new LimitedStart(
                clone.name(),
                () -> start(clone),
                () -> base.undoOverConnection(hypervisor -> hypervisor.destroy(clone.uuid())));
        begun = start;
        String outcome;
        try {
            outcome = start.within(request.startTimeout());
        } catch (TimeoutException e) {
            throw late(clone, "libvirt has not come to an end with starting it", e);
        }
        CloneWatch watching = new CloneWatch(base.hypervisor(), clone.uuid(), boundTo(), clock);
        watch = watching;
        if (!new RunningWait(base.hypervisor(), clone, watching, clock).until(deadline)) {
            throw late(clone, "it is " + condition(clone.uuid()), null);
        }
        return outcome;
    }

    /** Returns what hears of the clone's end from now on; only for steps that come later. */
    CloneWatch watch() {
        CloneWatch begun = watch;
        if (begun == null) {
            throw new IllegalStateException("the clone is not started yet");
        }
        return begun;
    }

    /**
     * Refuses a clone that has ended since its host was up. Asks the hypervisor only where an end was heard of: somebody may
     * have started it again, e.g. a test of a power failure.
     */
    void requireAlive() {
        watch().findEnd().ifPresent(end -> {
            throw new HostEndedException(request.label(), plan.plan().name(), end.what(), end.noticed(), null);
        });
    }

    @Override
    public void windDown() throws InterruptedException {
        if (request.shutdown().graceful()) {
            new GuestShutdown(base.hypervisor(), clock, request.shutdown().timeout())
                    .attempt(plan.plan().name(), plan.plan().uuid(), watch());
        }
    }

    @Override
    public void undo() {
        CloneWatch watching = watch;
        if (watching != null) {
            watching.close();
        }
        if (listener != null) {
            listener.close();
        }
        try {
            if (begun != null) {
                begun.giveUp();
            }
        } finally {
            console.close();
        }
    }

    /** Hears of all that happens from the start on. */
    private @Nullable DomainWatch listen(UUID clone) {
        try {
            return base.hypervisor().listen(clone, happened -> evidence.note("the clone " + happened));
        } catch (HypervisorException e) {
            LOG.debug("what happens to the clone {} will not be known", clone, e);
            return null;
        }
    }

    /** Returns the hypervisor to which a connection must last for as long as the clone is to live, if that is so. */
    private Optional<ConnectionUrl> boundTo() {
        boolean endsWithItsProcess =
                request.autodestroy() && plan.plan().record().provenance().lifetime() == Lifetime.SESSION;
        return endsWithItsProcess ? Optional.of(request.url()) : Optional.empty();
    }

    private String start(ClonePlan clone) {
        try {
            boot(clone);
        } catch (HypervisorException e) {
            if (!hasNothingToCopy(clone, e)) {
                throw e;
            }
            base.hypervisor().define(clone.withRecord(keeper.record()).xmlWithFreshVarstore());
            boot(clone);
            return "fresh firmware variables: the base has none at "
                    + clone.varstore().orElseThrow().path();
        }
        return "";
    }

    /** Where the console is recorded, the clone stands still until it is, so that nothing is missing. */
    private void boot(ClonePlan clone) {
        Hypervisor hypervisor = base.hypervisor();
        Set<StartOption> options = EnumSet.noneOf(StartOption.class);
        if (boundTo().isPresent()) {
            options.add(StartOption.UNTIL_DISCONNECTED);
        }
        if (console.isRecorded()) {
            options.add(StartOption.PAUSED);
        }
        hypervisor.start(clone.uuid(), options.toArray(StartOption[]::new));
        if (console.isRecorded()) {
            console.open(hypervisor, clone.uuid());
            hypervisor.resume(clone.uuid());
        }
    }

    private String condition(UUID clone) {
        return base.hypervisor().report(clone).map(DomainReport::condition).orElse("gone");
    }

    private CloudHostException late(ClonePlan clone, String instead, @Nullable Throwable cause) {
        return new CloudHostException(
                "the clone '" + clone.name() + "' does not run within "
                        + request.startTimeout().toMillis() / 1000.0 + " s (" + LibvirtKeys.START_TIMEOUT.name() + "): "
                        + instead,
                cause);
    }

    /** Libvirt has no call that tells whether a varstore is there; starting the clone tells. */
    private static boolean hasNothingToCopy(ClonePlan clone, HypervisorException failure) {
        return clone.varstore()
                .filter(varstore -> failure.isMissing(varstore.path()))
                .isPresent();
    }
}
