package io.cloudhost.api;

import io.cloudhost.core.CloudHost;
import io.cloudhost.core.CloudHostException;
import io.cloudhost.core.CloudHostListener;
import io.cloudhost.core.SetupPhase;
import io.cloudhost.core.WaitableClock;
import io.cloudhost.core.lifecycle.HostLifecycle;
import io.cloudhost.core.lifecycle.SetupStep;
import java.util.List;
import java.util.Set;

/** A host that puts its label into a set as long as it is there, and to which things may happen. */
final class MachineHost implements CloudHost {

    private final String label;
    private final HostLifecycle lifecycle;

    private MachineHost(String label, Set<String> machines, Incident setup, Incident teardown) {
        this.label = label;
        this.lifecycle = new HostLifecycle(
                label,
                List.of(new Create(label, machines, setup, teardown)),
                new CloudHostListener() {},
                WaitableClock.system());
    }

    static MachineHost of(String label, Set<String> machines) {
        return new MachineHost(label, machines, () -> {}, () -> {});
    }

    /** Makes one to which something happens when its machine has been created. */
    static MachineHost settingUp(String label, Set<String> machines, Incident incident) {
        return new MachineHost(label, machines, incident, () -> {});
    }

    /** Makes one to which something happens before its machine is removed. */
    static MachineHost tearingDown(String label, Set<String> machines, Incident incident) {
        return new MachineHost(label, machines, () -> {}, incident);
    }

    String label() {
        return label;
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

    interface Incident {
        void happen() throws InterruptedException;
    }

    private record Create(String label, Set<String> machines, Incident setup, Incident teardown) implements SetupStep {

        @Override
        public SetupPhase phase() {
            return SetupPhase.CLONE;
        }

        @Override
        public String perform() throws InterruptedException {
            machines.add(label);
            setup.happen();
            return "";
        }

        @Override
        public void undo() {
            try {
                teardown.happen();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CloudHostException(label + " was interrupted", e);
            }
            machines.remove(label);
        }
    }
}
