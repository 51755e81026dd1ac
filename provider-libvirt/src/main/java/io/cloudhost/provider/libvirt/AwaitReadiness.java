package io.cloudhost.provider.libvirt;

import io.cloudhost.core.GuestShell;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.GuestEndpoint;
import io.cloudhost.core.spi.ReadinessWait;
import java.util.Optional;

/** Waits until the clone is what its label wants it to be. The last step: from here on a clone that is to stay is nobody's. */
final class AwaitReadiness implements SetupStep {

    private final PlanClone plan;
    private final RecordKeeper keeper;
    private final StartClone start;
    private final ReadinessWait wait;
    private final GuestEndpoint endpoint;
    private final CloneConsole console;
    private final Optional<GuestShell> shell;

    AwaitReadiness(
            PlanClone plan,
            RecordKeeper keeper,
            StartClone start,
            ReadinessWait wait,
            GuestEndpoint endpoint,
            CloneConsole console,
            Optional<GuestShell> shell) {
        this.plan = plan;
        this.keeper = keeper;
        this.start = start;
        this.wait = wait;
        this.endpoint = endpoint;
        this.console = console;
        this.shell = shell;
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.READY;
    }

    @Override
    public String perform() throws InterruptedException {
        String outcome = wait.await(endpoint, console.recording(), shell, start.watch());
        start.watch().requireAlive(plan.plan().name(), "when it had just become ready");
        keeper.letGo();
        return outcome;
    }
}
