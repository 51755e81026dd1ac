package io.cloudhost.testkit;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.lifecycle.HostLifecycle;
import io.cloudhost.core.lifecycle.SetupStep;
import java.util.List;
import java.util.Set;

/** A host that does all that the contract asks: it creates a machine in a place that is a set. */
class FakeHost implements CloudHost {

    private final HostLifecycle lifecycle;

    FakeHost(Set<Object> machines) {
        this(machines, () -> {});
    }

    FakeHost(Set<Object> machines, Incident incident) {
        this.lifecycle = new HostLifecycle(
                "host",
                List.of(new Create(machines, new Object(), incident)),
                new CloudHostListener() {},
                WaitableClock.system());
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
        return "198.51.100.7";
    }

    @Override
    public int getPort(int port) {
        return lifecycle.directPort(port);
    }

    /** What happens to a setup when it has created its machine. */
    interface Incident {

        void happen() throws InterruptedException;
    }

    private record Create(Set<Object> machines, Object machine, Incident incident) implements SetupStep {

        @Override
        public SetupPhase phase() {
            return SetupPhase.CLONE;
        }

        @Override
        public String perform() throws InterruptedException {
            machines.add(machine);
            incident.happen();
            return "created";
        }

        @Override
        public void undo() {
            machines.remove(machine);
        }
    }
}
