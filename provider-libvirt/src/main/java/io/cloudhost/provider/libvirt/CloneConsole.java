package io.cloudhost.provider.libvirt;

import io.cloudhost.core.Console;
import io.cloudhost.core.spi.ReadinessWait;
import io.cloudhost.provider.libvirt.internal.console.ConsoleRecording;
import io.cloudhost.provider.libvirt.internal.hypervisor.ConsoleReading;
import io.cloudhost.provider.libvirt.internal.hypervisor.Hypervisor;
import io.cloudhost.provider.libvirt.internal.hypervisor.HypervisorException;
import io.cloudhost.provider.libvirt.internal.plan.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console of one clone: its recording, which is there before the clone is, and what feeds it. */
final class CloneConsole implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloneConsole.class);

    private final String label;
    private final boolean recorded;
    private final ConsoleRecording recording;
    private final ReadinessWait wait;
    private volatile @Nullable ConsoleReading reading;

    CloneConsole(CloneRequest request, ReadinessWait wait) {
        this.wait = wait;
        this.label = request.label();
        this.recorded = request.consoleRecording();
        this.recording = new ConsoleRecording(label);
    }

    /** Returns whether the settings want it recorded. */
    boolean isRecorded() {
        return recorded;
    }

    /** Returns the recording; empty where none is wanted. */
    Optional<Console> recording() {
        return recorded ? Optional.of(recording) : Optional.empty();
    }

    /** Refuses, before anything is created, a wait that needs a console that could not be recorded. */
    void requireRecordable(XmlElement base) {
        if (!recorded) {
            wait.refuseConsole(LibvirtKeys.CONSOLE_RECORDING.name() + " is false");
        } else if (!hasTerminal(base)) {
            wait.refuseConsole("the base domain has no serial port or console of type pty");
        }
    }

    private static boolean hasTerminal(XmlElement base) {
        return base.child("devices").stream()
                .flatMap(devices -> Stream.concat(devices.children("serial"), devices.children("console")))
                .anyMatch(
                        device -> device.attribute("type").filter("pty"::equals).isPresent());
    }

    /** Begins to record. A clone whose console cannot be read is as good as any other, but for the evidence. */
    void open(Hypervisor hypervisor, UUID clone) {
        try {
            reading = hypervisor.readConsole(clone, recording);
        } catch (HypervisorException e) {
            LOG.debug("{}: its console is not recorded", label, e);
            recording.impossible(String.valueOf(e.getMessage()));
        }
    }

    /** Returns what was recorded, for the evidence; where there is nothing, fails with the reason. */
    byte[] log() throws NoSuchConsoleException {
        if (!recorded) {
            throw new NoSuchConsoleException(LibvirtKeys.CONSOLE_RECORDING.name() + " is false");
        }
        if (recording.received() == 0) {
            throw new NoSuchConsoleException(
                    recording.problem().orElse("the machine has written nothing to its serial console"));
        }
        return recording.text().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the last lines of what the machine wrote. */
    List<String> lastLines(int most) {
        return recording.lastLines(most);
    }

    /** Ends the recording; what there is stays readable. Idempotent. */
    @Override
    public void close() {
        ConsoleReading open = reading;
        if (open != null) {
            open.close();
        }
        recording.end();
    }

    /** Says why there is nothing to show. */
    static final class NoSuchConsoleException extends Exception {

        NoSuchConsoleException(String message) {
            super(message);
        }
    }
}
