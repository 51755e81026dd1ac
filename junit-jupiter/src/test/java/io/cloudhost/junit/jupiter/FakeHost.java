package io.cloudhost.junit.jupiter;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.HostEvidence;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.lifecycle.HostLifecycle;
import io.cloudhost.core.lifecycle.SetupStep;
import io.cloudhost.core.spi.EvidenceCollector;
import io.cloudhost.core.spi.EvidenceSource;
import io.cloudhost.core.spi.ProviderContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Writes to the journal what is done to it. Its name is its label and its number among those of that label. */
final class FakeHost implements CloudHost, SetupStep {

    private final String name;
    private final FakeProvider.Failure failure;
    private final String note;
    private final int together;
    private final EvidenceCollector evidence;
    private final HostLifecycle lifecycle;

    FakeHost(String label, FakeProvider.Failure failure, String note, int together, ProviderContext context) {
        this.name = label + "-" + Journal.number(label);
        this.failure = failure;
        this.note = note;
        this.together = together;
        this.evidence = context.evidence(EvidenceSource.NONE);
        this.lifecycle = new HostLifecycle(label, List.of(this), context.listener(), evidence, context.clock());
    }

    @Override
    public void setup() {
        lifecycle.setup();
    }

    @Override
    public void teardown() {
        lifecycle.teardown();
    }

    @Override
    public String getHostName() {
        lifecycle.requireUp();
        return name;
    }

    @Override
    public int getPort(int port) {
        return lifecycle.directPort(port);
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
        HostEvidence capability = occasion -> {
            lifecycle.requireUp();
            Journal.write("evidence " + name + ": " + occasion);
            if (failure == FakeProvider.Failure.EVIDENCE) {
                throw new IllegalStateException("no evidence of " + name);
            }
            return evidence.collect(occasion);
        };
        return type == HostEvidence.class ? Optional.of(type.cast(capability)) : Optional.empty();
    }

    @Override
    public SetupPhase phase() {
        return SetupPhase.CLONE;
    }

    @Override
    public String perform() throws InterruptedException {
        Journal.meet(together);
        Journal.write("up " + name + note);
        if (failure == FakeProvider.Failure.SETUP) {
            throw new IllegalStateException("no machine");
        }
        if (failure == FakeProvider.Failure.NEVER_UP) {
            new CountDownLatch(1).await();
        }
        return "";
    }

    @Override
    public void undo() {
        if (failure == FakeProvider.Failure.TEARDOWN) {
            throw new IllegalStateException("it clings");
        }
        Journal.write("down " + name);
    }
}
